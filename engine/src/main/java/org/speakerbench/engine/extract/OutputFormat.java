package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
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

  /** Writes an embedding, [dim]. */
  public void write(float[] embedding, OutputStream out) throws IOException {
    if (this == NPY) {
      Npy.write(out, embedding, embedding.length);
      return;
    }
    AsciiText line = new AsciiText();
    for (float value : embedding) {
      if (!line.isEmpty()) {
        line.put(' ');
      }
      if (this == TEXT) {
        CppText.general(value, line);
      } else {
        line.put(Float.toString(value));
      }
    }
    line.put('\n');
    line.writeTo(out);
  }

  /** Writes features, [frames, bins], frame by frame. */
  public void write(Features features, OutputStream out) throws IOException {
    if (this == NPY) {
      Npy.write(out, features.data(), features.frames(), features.bins());
      return;
    }
    AsciiText line = new AsciiText();
    for (int frame = 0; frame < features.frames(); frame++) {
      line.clear();
      for (int bin = 0; bin < features.bins(); bin++) {
        if (this == TEXT) {
          CppText.fixed(features.at(frame, bin), line);
        } else {
          line.put(Float.toString(features.at(frame, bin)));
        }
        line.put(' ');
      }
      line.put('\n');
      line.writeTo(out);
    }
  }
}
