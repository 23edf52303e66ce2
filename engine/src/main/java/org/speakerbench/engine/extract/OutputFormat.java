package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.Encoding;
import org.speakerbench.engine.extract.internal.NpyEncoding;
import org.speakerbench.engine.extract.internal.TextEncoding;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.Directions;

/** How an embedding or the features of a clip are written to a file of their own. */
public enum OutputFormat {
  /**
   * As the C++ tools write: embeddings as one line with 6 significant digits, features as one line
   * a frame with 6 decimals, each followed by a space.
   */
  TEXT(".embedding", ".feature", TextEncoding.CPP),
  /** The same lines with the shortest digits that read back as the same float. */
  TEXT_FULL(".embedding", ".feature", TextEncoding.EXACT),
  /** NumPy float32: [dim] or [frames, bins]. */
  NPY(".npy", ".npy", new NpyEncoding());

  private final String embeddingSuffix;
  private final String featureSuffix;
  private final Encoding encoding;

  OutputFormat(String embeddingSuffix, String featureSuffix, Encoding encoding) {
    this.embeddingSuffix = embeddingSuffix;
    this.featureSuffix = featureSuffix;
    this.encoding = encoding;
  }

  /** The name on the command line, for example {@code text-full}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** File suffix of an embedding. */
  public String embeddingSuffix() {
    return embeddingSuffix;
  }

  /** File suffix of features. */
  public String featureSuffix() {
    return featureSuffix;
  }

  /**
   * Writes an embedding, [dim].
   *
   * @throws SpeakerbenchException if a value is not finite, or all are zero: nobody could compare
   *     it
   */
  public void write(float[] embedding, OutputStream out) throws IOException {
    encoding.write(Directions.require(embedding), out);
  }

  /** Writes features, [frames, bins], frame by frame. */
  public void write(Features features, OutputStream out) throws IOException {
    encoding.write(features, out);
  }
}
