package org.speakerbench.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.spec.Source;
import org.speakerbench.engine.spec.SpecKey;

/** What a model expects, fact by fact, and where each is from. */
final class SpecLines {
  private static final String FRONT_END = "front end";

  /** What makes one front end another; of the others only those that something says. */
  private static final Set<FbankKey> ALWAYS =
      Set.of(
          FbankKey.SAMPLE_FREQ,
          FbankKey.SAMPLE_SCALE,
          FbankKey.WINDOW_TYPE,
          FbankKey.FRAME_LENGTH_MS,
          FbankKey.FRAME_SHIFT_MS,
          FbankKey.NUM_BINS);

  private SpecLines() {}

  /**
   * A fact.
   *
   * @param topic what it is about
   */
  record Line(String topic, String key, String value, String source) {
    /** For people. */
    String text() {
      return key + " " + value + " (" + source + ")";
    }
  }

  static List<Line> of(ModelSpec spec) {
    List<Line> lines = new ArrayList<>();
    for (FbankKey key : FbankKey.values()) {
      Source source = spec.source(key.key());
      if (ALWAYS.contains(key) || source.kind() != Source.Kind.STANDARD) {
        String value = plain(key.value(spec.frontEnd().fbank()));
        lines.add(new Line(FRONT_END, key.key(), value, source.text()));
      }
    }
    add(lines, spec, FRONT_END, SpecKey.MEAN_NORMALIZATION, spec.frontEnd().mean());
    add(lines, spec, "expects", SpecKey.AXES, spec.axes());
    add(lines, spec, "expects", SpecKey.MIN_FRAMES, spec.minFrames());
    add(
        lines,
        spec,
        "gives",
        SpecKey.EMBEDDING_SIZE,
        spec.embeddingDim() > 0 ? spec.embeddingDim() : "not known before it runs");
    return lines;
  }

  private static void add(
      List<Line> lines, ModelSpec spec, String topic, String key, Object value) {
    lines.add(new Line(topic, key, value.toString(), spec.source(key).text()));
  }

  /** Whole numbers without a fraction. */
  private static String plain(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? String.valueOf(number.longValue())
        : value.toString();
  }
}
