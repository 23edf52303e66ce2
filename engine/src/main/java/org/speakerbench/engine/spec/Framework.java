package org.speakerbench.engine.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.config.WindowType;

/**
 * Toolkits whose models take Kaldi's FBank: what differs between their front ends, and the names
 * that their exporters give. {@code docs/front-ends.md} has the sources.
 */
enum Framework {
  /** {@code infer_sv.py} and {@code export_speaker_embedding_onnx.py}. */
  SPEAKER_3D(
      "3d-speaker",
      "3D-Speaker",
      "feature",
      "embedding",
      WindowType.POVEY,
      SampleScale.UNIT,
      MeanNormalization.CLIP),

  /** {@code infer_onnx.py} and {@code export_onnx.py}. */
  WESPEAKER(
      "wespeaker",
      "WeSpeaker",
      "feats",
      "embs",
      WindowType.HAMMING,
      SampleScale.INT16,
      MeanNormalization.CLIP);

  private final String key;
  private final String title;
  private final String input;
  private final String output;
  private final WindowType window;
  private final SampleScale scale;
  private final MeanNormalization mean;

  Framework(
      String key,
      String title,
      String input,
      String output,
      WindowType window,
      SampleScale scale,
      MeanNormalization mean) {
    this.key = key;
    this.title = title;
    this.input = input;
    this.output = output;
    this.window = window;
    this.scale = scale;
    this.mean = mean;
  }

  /** In metadata and sidecars, for example {@code 3d-speaker}. */
  String key() {
    return key;
  }

  /** The framework of a key; empty if there is none. */
  static Optional<Framework> of(String key) {
    return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
  }

  /** The framework whose exporter gives these names; empty if it is none of them. */
  static Optional<Framework> exporting(String input, String output) {
    return Arrays.stream(values())
        .filter(one -> one.input.equals(input) && one.output.equals(output))
        .findFirst();
  }

  /** Whether an exporter calls the embedding so. */
  static boolean namesEmbedding(String output) {
    return Arrays.stream(values()).anyMatch(one -> one.output.equals(output));
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Framework::key).toList();
  }

  /** Adds what its models take, where nothing was said of it. */
  void addTo(Facts facts, Source source) {
    facts.add(FbankKey.WINDOW_TYPE.key(), Facts.JSON.textNode(window.optionName()), source);
    facts.add(FbankKey.SAMPLE_SCALE.key(), Facts.JSON.numberNode(scale.factor()), source);
    facts.add(SpecKey.MEAN_NORMALIZATION, Facts.JSON.textNode(mean.toString()), source);
  }

  /** Its own name of itself. */
  @Override
  public String toString() {
    return title;
  }
}
