package org.speakerbench.engine.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.inspect.Precision;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.PoolingForm;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.CacheFolder;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

/**
 * The fastest way to run a model on this machine among those that are known to be right: the CPU
 * provider with the official or the tuned graph, and plugins. What the matrix did not find safe for
 * this release of ONNX Runtime and graphs of this structure is no candidate; the others are held
 * against the official graph on the CPU provider and timed in turn, once: the outcome is kept in
 * the cache folder.
 */
public final class FastestSession {
  private static final Logger LOG = LoggerFactory.getLogger(FastestSession.class);
  private static final int NAME_DIGITS = 16;

  /** What was chosen, and why in one line. */
  public record Choice(SessionSettings settings, String why) {}

  private final Path onnx;
  private final SessionSettings base;
  private final RuntimeVerdicts verdicts;
  private final Function<SessionSettings, EmbeddingModel> open;

  FastestSession(
      Path onnx,
      SessionSettings base,
      RuntimeVerdicts verdicts,
      Function<SessionSettings, EmbeddingModel> open) {
    this.onnx = onnx;
    this.base = base;
    this.verdicts = verdicts;
    this.open = open;
  }

  /**
   * Chooses for a model.
   *
   * @param base threads
   * @param plugins candidates besides the CPU provider
   * @param lowest the lowest precision that may be chosen; float32 gives the same answer
   * @param open opens the model with settings
   */
  public static Choice of(
      Path onnx,
      SessionSettings base,
      List<Provider> plugins,
      ComputePrecision lowest,
      Function<SessionSettings, EmbeddingModel> open) {
    FastestSession session = new FastestSession(onnx, base, RuntimeVerdicts.load(), open);
    return session.choose(session.candidates(plugins, lowest));
  }

  /** What may be chosen; first the official graph on the CPU provider. */
  List<SessionSettings> candidates(List<Provider> plugins, ComputePrecision lowest) {
    List<SessionSettings> candidates = new ArrayList<>();
    SessionSettings official = base.with(GraphForm.OFFICIAL).with(Provider.CPU);
    candidates.add(official);
    OnnxModel model = OnnxModel.read(onnx);
    if (!Precision.of(model).label().equals("fp32")) {
      return candidates; // of files in less nothing is known
    }
    boolean pools = PoolingForm.reachesOverTheEnd(model);
    add(official.with(GraphForm.TUNED), pools, candidates);
    for (Provider plugin : plugins) {
      for (ComputePrecision precision : ComputePrecision.values()) {
        if (precision.compareTo(lowest) <= 0 && PluginDevice.of(plugin).has(precision)) {
          SessionSettings on = official.with(plugin.with(precision));
          add(on, pools, candidates);
          add(on.with(GraphForm.TUNED), pools, candidates);
        }
      }
    }
    return candidates;
  }

  private void add(SessionSettings candidate, boolean pools, List<SessionSettings> candidates) {
    Optional<String> refusal =
        verdicts.refusal(OnnxRuntime.version(), candidate.provider(), candidate.graph(), pools);
    refusal.ifPresentOrElse(
        why -> LOG.info("{} is no candidate for {}: {}", words(candidate), onnx, why),
        () -> candidates.add(candidate));
  }

  /** The fastest, by what is remembered or by timing. */
  Choice choose(List<SessionSettings> candidates) {
    SessionSettings official = candidates.get(0);
    if (candidates.size() == 1) {
      return new Choice(official, words(official) + ": nothing else is known to be safe here");
    }
    Path memory = memory(candidates);
    String key = key(candidates);
    List<String> remembered = lines(memory);
    for (SessionSettings candidate : candidates) {
      if (remembered.size() > 2
          && String.join("\n", remembered.subList(2, remembered.size())).equals(key)
          && remembered.get(0).equals(words(candidate))) {
        return new Choice(candidate, remembered.get(1) + " (remembered)");
      }
    }
    TimedSessions.Fastest fastest = TimedSessions.fastest(candidates, open);
    String why = words(fastest.settings()) + ": " + fastest.why();
    try {
      if (memory != null) {
        Files.createDirectories(memory.getParent());
        AtomicFile.write(
            memory, words(fastest.settings()) + "\n" + why.replace('\n', ' ') + "\n" + key + "\n");
      }
    } catch (IOException e) {
      LOG.debug("what is fastest is not remembered: {}", e.toString());
    }
    return new Choice(fastest.settings(), why);
  }

  /** What decides: another one is timed again. */
  private String key(List<SessionSettings> candidates) {
    return "onnxruntime "
        + OnnxRuntime.version()
        + "\ncpu "
        + OptimizedGraph.cpu().orElse("unknown")
        + "\npasses "
        + Passes.VERSION
        + "\nthreads "
        + base.intraOpThreads()
        + "\n"
        + candidates.stream()
            .map(candidate -> described(candidate))
            .collect(Collectors.joining("\n"));
  }

  private static String described(SessionSettings candidate) {
    Provider provider = candidate.provider();
    return words(candidate)
        + (provider.isPlugin()
            ? " " + PluginDevice.of(provider).version() + " " + provider.options()
            : "");
  }

  /** A file for this model and key; null where there is no place for one. */
  private Path memory(List<SessionSettings> candidates) {
    try {
      Path cache = CacheFolder.locate();
      String contents = ModelContents.hash(onnx, cache.resolve("tuned"));
      String name = Sha256.of((contents + "\n" + key(candidates)).getBytes(StandardCharsets.UTF_8));
      return cache.resolve("fastest").resolve(name.substring(0, NAME_DIGITS) + ".txt");
    } catch (IOException | SpeakerbenchException e) {
      LOG.debug("what is fastest is not remembered: {}", e.toString());
      return null;
    }
  }

  private static List<String> lines(Path memory) {
    try {
      return memory == null ? List.of() : Files.readAllLines(memory);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** {@code openvino bf16, tuned graph}. */
  static String words(SessionSettings settings) {
    return settings.provider().label()
        + ", "
        + settings.graph().toString().toLowerCase(Locale.ROOT)
        + " graph";
  }
}
