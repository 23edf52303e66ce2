package org.speakerbench.engine.spec;

import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FbankOverlay;

/** Puts the facts of a model together, the surest source first. */
final class Resolution {
  private static final String NUM_BINS = FbankKey.NUM_BINS.key();

  /** Memory is reserved for what a file claims: known models have 64 to 4096. */
  private static final int MAX_EMBEDDING = 1 << 16;

  private final KnownModel known;
  private final ModelFile file;
  private final Facts facts = new Facts();

  Resolution(KnownModel known, ModelFile file) {
    this.known = known;
    this.file = file;
  }

  /**
   * The whole of it.
   *
   * @throws SpeakerbenchException naming the model and its file
   */
  ModelSpec spec() {
    try {
      return resolve();
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(
          "model " + known.name() + " (" + file.path() + "): " + e.getMessage(), e);
    }
  }

  private ModelSpec resolve() {
    addKnown();
    Sidecar.addTo(facts, file.path());
    Metadata.addTo(facts, file.metadata());
    framework().ifPresent(this::addFramework);
    Signature signature = new Signature(file, facts);
    Source shape = new Source(Source.Kind.SHAPE, "shape of " + signature.input().name());
    AxisOrder axes = axes(signature, shape);
    int embeddingDim = embeddingDim(signature);
    if (!facts.has(SpecKey.FRAMEWORK)) {
      addExporter(signature.input().name(), signature.output().name());
    }
    int bins = signature.inputSize(axes.bins());
    boolean stated = facts.has(NUM_BINS);
    if (bins >= 0 && !stated) {
      addBins(bins, shape);
    }
    FbankOptions fbank =
        FbankOverlay.of(FbankOptions.STANDARD, facts.fbankConfig(), facts.fbankSources());
    if (bins >= 0 && stated && bins != fbank.dim()) {
      throw misfit(signature.input().name(), bins, fbank);
    }
    return new ModelSpec(
        known.name(),
        known.kind(),
        new FrontEnd(fbank, mean()),
        signature.input().name(),
        axes,
        bins >= 0 ? bins : stated ? fbank.dim() : 0,
        signature.output().name(),
        embeddingDim,
        facts.has(SpecKey.MIN_FRAMES) ? facts.get(SpecKey.MIN_FRAMES).value().intValue() : 1,
        facts.sources());
  }

  private void addKnown() {
    Source zoo =
        new Source(
            Source.Kind.KNOWN, known.kind() == ModelKind.SYNTHETIC ? "the zoo" : "the caller");
    if (known.sampleRateHz() > 0) {
      facts.add(FbankKey.SAMPLE_FREQ.key(), Facts.JSON.numberNode(known.sampleRateHz()), zoo);
    }
    if (known.featureBins() > 0) {
      facts.add(NUM_BINS, Facts.JSON.numberNode(known.featureBins()), zoo);
    }
    if (known.minFrames() > 1) {
      facts.add(SpecKey.MIN_FRAMES, Facts.JSON.numberNode(known.minFrames()), zoo);
    }
  }

  private Optional<Framework> framework() {
    return Optional.ofNullable(facts.get(SpecKey.FRAMEWORK))
        .flatMap(fact -> Framework.of(fact.value().asText()));
  }

  private void addFramework(Framework framework) {
    Source from = facts.get(SpecKey.FRAMEWORK).source();
    framework.addTo(facts, new Source(from.kind(), from.text() + ", whose models take this"));
  }

  /** What the exporter tells by the names that it gave. */
  private void addExporter(String input, String output) {
    Framework.exporting(input, output)
        .ifPresent(
            framework ->
                framework.addTo(
                    facts,
                    new Source(
                        Source.Kind.NAMES,
                        "names " + input + " and " + output + ", those of " + framework)));
  }

  private AxisOrder axes(Signature signature, Source shape) {
    Facts.Fact stated = facts.get(SpecKey.AXES);
    AxisOrder axes =
        stated == null
            ? signature.axes()
            : AxisOrder.of(Sidecar.texts(stated.value())).orElseThrow();
    signature.requireAnyFrames(axes);
    if (signature.inputSize(axes.bins()) >= 0) {
      facts.add(SpecKey.AXES, Facts.JSON.textNode(axes.toString()), shape);
    }
    return axes;
  }

  private int embeddingDim(Signature signature) {
    int found = signature.embeddingDim();
    Facts.Fact stated = facts.get(SpecKey.EMBEDDING_SIZE);
    if (stated == null) {
      if (found >= 0) {
        facts.add(
            SpecKey.EMBEDDING_SIZE,
            Facts.JSON.numberNode(found),
            new Source(Source.Kind.SHAPE, "shape of " + signature.output().name()));
      }
      return found;
    }
    int expected = stated.value().intValue();
    if (expected > MAX_EMBEDDING) {
      throw new SpeakerbenchException(
          "found an embedding size of "
              + expected
              + " ("
              + stated.source()
              + "), expected at most "
              + MAX_EMBEDDING);
    }
    if (found >= 0 && found != expected) {
      throw new SpeakerbenchException(
          "output "
              + signature.output().name()
              + " holds embeddings of "
              + found
              + " values, expected "
              + expected
              + " ("
              + stated.source()
              + ")");
    }
    return expected;
  }

  /** A number of bins that FBank cannot have is no number of mel bins: what it is nothing says. */
  private void addBins(int bins, Source shape) {
    Facts.Fact energy = facts.get(FbankKey.USE_ENERGY.key());
    int mel = bins - (energy != null && energy.value().asBoolean() ? 1 : 0);
    if (mel >= 3 && mel <= FbankOptions.STANDARD.frame().fftSize() / 2) {
      facts.add(NUM_BINS, Facts.JSON.numberNode(mel), shape);
    }
  }

  private SpeakerbenchException misfit(String input, int bins, FbankOptions fbank) {
    return new SpeakerbenchException(
        "input "
            + input
            + " takes "
            + bins
            + " bins, expected "
            + fbank.dim()
            + " ("
            + facts.get(NUM_BINS).source()
            + (fbank.useEnergy() ? ", and use_energy" : "")
            + ")");
  }

  private MeanNormalization mean() {
    Facts.Fact stated = facts.get(SpecKey.MEAN_NORMALIZATION);
    return stated == null
        ? FrontEnd.STANDARD.mean()
        : MeanNormalization.of(stated.value().asText()).orElseThrow();
  }
}
