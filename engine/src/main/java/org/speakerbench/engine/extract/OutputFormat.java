package org.speakerbench.engine.extract;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.speakerbench.engine.fbank.Features;

/** How an embedding or the features of a clip are written to a file of their own. */
public enum OutputFormat {
  /**
   * As the C++ tools write: embeddings as one line with 6 significant digits, features as one line
   * a frame with 6 decimals, each followed by a space.
   */
  TEXT,
  /** The same lines with the shortest digits that read back as the same float. */
  TEXT_FULL,
  /** NumPy float32: [dim] or [frames, bins]. */
  NPY;

  /** The name on the command line, for example {@code text-full}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** File suffix of an embedding. */
  public String embeddingSuffix() {
    return this == NPY ? ".npy" : ".embedding";
  }

  /** File suffix of features. */
  public String featureSuffix() {
    return this == NPY ? ".npy" : ".feature";
  }

  /** An embedding, [dim]. */
  public byte[] encode(float[] embedding) {
    if (this == NPY) {
      return Npy.encode(embedding, embedding.length);
    }
    StringBuilder line = new StringBuilder();
    for (float value : embedding) {
      line.append(line.isEmpty() ? "" : " ");
      line.append(this == TEXT ? CppText.general(value) : Float.toString(value));
    }
    return ascii(line.append('\n'));
  }

  /** Features, [frames, bins]. */
  public byte[] encode(Features features) {
    if (this == NPY) {
      return Npy.encode(features.data(), features.frames(), features.bins());
    }
    DoubleFunction<String> number =
        this == TEXT ? CppText::fixed : value -> Float.toString((float) value);
    StringBuilder text = new StringBuilder();
    for (int frame = 0; frame < features.frames(); frame++) {
      for (int bin = 0; bin < features.bins(); bin++) {
        text.append(number.apply(features.at(frame, bin))).append(' ');
      }
      text.append('\n');
    }
    return ascii(text);
  }

  private static byte[] ascii(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
