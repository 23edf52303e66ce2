package org.speakerbench.engine.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;

/**
 * A vector [dim] or a matrix [rows, columns], as it was stored.
 *
 * @param precision how its values were stored
 * @param shape one or two sizes
 * @param values row-major; doubles hold every float exactly
 */
public record StoredArray(Precision precision, int[] shape, double[] values) {

  /** How values are stored. */
  public enum Precision {
    /** 32 bits, or text. */
    FLOAT32,
    /** 64 bits. */
    FLOAT64,
    /** Kaldi's {@code CM2}: 16 bits between the least and the largest value of a matrix. */
    COMPRESSED_16_BITS,
    /** Kaldi's {@code CM3}: 8 bits between the least and the largest value of a matrix. */
    COMPRESSED_8_BITS,
    /** Kaldi's {@code CM}, kSpeechFeature: 8 bits between quartiles of each column. */
    COMPRESSED_SPEECH_FEATURE
  }

  private static final Logger LOG = LoggerFactory.getLogger(StoredArray.class);

  public StoredArray {
    long count = shape.length == 1 ? shape[0] : (long) shape[0] * shape[1];
    if (shape.length > 2 || count != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fit " + Arrays.toString(shape));
    }
  }

  /** A vector of floats. */
  static StoredArray vector(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return new StoredArray(Precision.FLOAT32, new int[] {wide.length}, wide);
  }

  /** Whether it is a vector. */
  public boolean isVector() {
    return shape.length == 1;
  }

  /** Rows; 1 of a vector. */
  public int rows() {
    return isVector() ? 1 : shape[0];
  }

  /** Values in a row. */
  public int columns() {
    return shape[shape.length - 1];
  }

  /** The values, rounded to float. */
  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** One row of it. */
  StoredArray row(int at) {
    double[] row = Arrays.copyOfRange(values, at * columns(), (at + 1) * columns());
    return new StoredArray(precision, new int[] {columns()}, row);
  }

  /**
   * As an embedding.
   *
   * @throws SpeakerbenchException if it has more rows than one
   */
  public float[] embedding(String source) {
    if (rows() != 1) {
      throw new SpeakerbenchException(source + ": found " + this + ", expected [dim] or [1, dim]");
    }
    return floats();
  }

  /** What speaks against giving it to a model. */
  public Optional<String> warning() {
    boolean coarse =
        precision == Precision.COMPRESSED_SPEECH_FEATURE
            || precision == Precision.COMPRESSED_8_BITS;
    return coarse
        ? Optional.of(
            "found features that were compressed to 8 bits a value, which moves embeddings;"
                + " expected them without compression")
        : Optional.empty();
  }

  /**
   * As features for a model. Those of 8 bits are told: CM2 is as good as the model, but the error
   * of CM moved an embedding of CAM++ to a cosine of 0.97.
   *
   * @throws SpeakerbenchException if it is no matrix
   */
  public Features features(String source) {
    if (isVector()) {
      throw new SpeakerbenchException(
          source + ": found " + this + ", expected features, [frames, bins]");
    }
    warning().ifPresent(warning -> LOG.warn("{}: {}", source, warning));
    return new Features(rows(), Math.max(1, columns()), floats());
  }

  @Override
  public String toString() {
    return precision.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " "
        + Arrays.toString(shape);
  }
}
