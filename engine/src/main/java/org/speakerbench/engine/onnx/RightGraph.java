package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.PoolingForm;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.provider.Provider;

/**
 * A model as one version of ONNX Runtime computes it right. Since 1.29 that is the file as it is,
 * and nothing of it is read here; before, what average poolings it holds decides.
 */
final class RightGraph {
  private static final Logger LOG = LoggerFactory.getLogger(RightGraph.class);

  /** Of the session: names of optimisers not to run, separated by semicolons. */
  private static final String DISABLED_OPTIMIZERS = "optimization.disable_specified_optimizers";

  private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})\\..*");

  private final Path file;
  private final Remedy remedy;

  /** The file to load instead; null if it is the model's own. */
  private final byte[] portable;

  /** Why it could not be read; null if it could, or need not be. */
  private final SpeakerbenchException unchecked;

  private RightGraph(Path file, Remedy remedy, byte[] portable, SpeakerbenchException unchecked) {
    this.file = file;
    this.remedy = remedy;
    this.portable = portable;
    this.unchecked = unchecked;
  }

  /**
   * Finds what a model needs.
   *
   * @param version of ONNX Runtime, for example {@code 1.23.2}
   * @throws SpeakerbenchException if it would compute it wrongly and nothing helps
   */
  static RightGraph of(Path onnx, String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return asItIs(onnx);
    }
    int minor = Integer.parseInt(matcher.group(1));
    if (!PoolingForm.anyIsWrongIn(minor)) {
      return asItIs(onnx);
    }
    OnnxModel model;
    try {
      model = OnnxModel.read(onnx);
    } catch (SpeakerbenchException e) {
      return new RightGraph(onnx, Remedy.NONE, null, unchecked(onnx, version, e));
    }
    requireInside(model, onnx);
    Set<PoolingForm> wrong =
        PoolingForm.in(model).stream()
            .filter(form -> form.isWrongIn(minor))
            .collect(Collectors.toSet());
    if (wrong.isEmpty()) {
      return asItIs(onnx);
    }
    RightGraph right =
        wrong.equals(Set.of(PoolingForm.PAD_IN_FRONT))
            ? new RightGraph(onnx, Remedy.WITHOUT_PAD_FUSION, null, null)
            : new RightGraph(onnx, Remedy.PORTABLE_POOLING, portable(model, wrong, version), null);
    LOG.warn(
        "{} has {}, which ONNX Runtime {} computes wrongly: {}",
        onnx,
        words(wrong),
        version,
        right.remedy);
    return right;
  }

  /** Weights that lead out of the model's folder are refused; from 1.29 on by ONNX Runtime. */
  private static void requireInside(OnnxModel model, Path onnx) {
    model.dataFiles().stream()
        .filter(DataFile::isOutside)
        .flatMap(file -> file.problem().stream())
        .findFirst()
        .ifPresent(
            problem -> {
              throw new SpeakerbenchException(onnx + ": found " + problem);
            });
  }

  /** The same on a provider: a plugin has limits of its own, whatever the version. */
  static RightGraph of(Path onnx, String version, Provider provider) {
    return provider.isPlugin() ? onPlugin(onnx, provider) : of(onnx, version);
  }

  /**
   * OpenVINO (2026.4) refuses an average pooling over more frames than there are, which others
   * compute by {@code ceil_mode}; on one thread it does not even say so, see {@link StaleAnswers}.
   */
  private static RightGraph onPlugin(Path onnx, Provider provider) {
    OnnxModel model;
    try {
      model = OnnxModel.read(onnx);
    } catch (SpeakerbenchException e) {
      return new RightGraph(onnx, Remedy.NONE, null, new SpeakerbenchException(e.getMessage(), e));
    }
    requireInside(model, onnx);
    if (!PoolingForm.reachesOverTheEnd(model)) {
      return asItIs(onnx);
    }
    Tuning.apply(model, Passes.of(Target.PORTABLE));
    if (PoolingForm.reachesOverTheEnd(model)) {
      throw new SpeakerbenchException(
          onnx
              + ": found AveragePool with ceil_mode in a form that cannot be rewritten, expected"
              + " none on provider "
              + provider.name()
              + ", which computes none over more frames than a clip has");
    }
    LOG.info("{} runs with {} on {}", onnx, Remedy.PORTABLE_POOLING, provider.label());
    return new RightGraph(onnx, Remedy.PORTABLE_POOLING, model.bytes(), null);
  }

  private static RightGraph asItIs(Path onnx) {
    return new RightGraph(onnx, Remedy.NONE, null, null);
  }

  private static byte[] portable(OnnxModel model, Set<PoolingForm> wrong, String version) {
    try {
      Tuning.apply(model, Passes.of(Target.PORTABLE));
      return model.bytes();
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(
          model.file()
              + ": found "
              + words(wrong)
              + ", which ONNX Runtime "
              + version
              + " computes wrongly, expected ONNX Runtime 1.29 or later ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static String words(Set<PoolingForm> forms) {
    return forms.stream().sorted().map(PoolingForm::toString).collect(Collectors.joining(", "));
  }

  Remedy remedy() {
    return remedy;
  }

  private static SpeakerbenchException unchecked(
      Path onnx, String version, SpeakerbenchException reason) {
    return new SpeakerbenchException(
        onnx
            + ": found a file that cannot be checked for average pooling that ONNX Runtime "
            + version
            + " computes wrongly, expected ONNX Runtime 1.29 or later ("
            + reason.getMessage()
            + ")",
        reason);
  }

  /**
   * Loads it; the options are closed if that fails. A file that could not be read is refused only
   * here: most often it is no model, which ONNX Runtime says itself.
   *
   * @throws SpeakerbenchException if it loads, and nobody knows whether it is computed right
   */
  OpenSession open(OrtSession.SessionOptions options) throws OrtException {
    if (remedy == Remedy.WITHOUT_PAD_FUSION) {
      options.addConfigEntry(DISABLED_OPTIMIZERS, "Pad_Fusion");
    }
    OpenSession opened =
        portable == null
            ? OpenSession.of(file, options, remedy)
            : OpenSession.of(portable, options, remedy);
    if (unchecked != null) {
      opened.close();
      throw unchecked;
    }
    return opened;
  }
}
