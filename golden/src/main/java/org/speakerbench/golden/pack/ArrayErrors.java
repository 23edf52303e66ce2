package org.speakerbench.golden.pack;

/**
 * How far an array is from the expected one, in double arithmetic. A value that is not a number
 * makes every error NaN, which passes no limit.
 *
 * @param maxAbs largest absolute error
 * @param rms root of the mean squared error
 * @param relativeL2 norm of the error over the norm of the expected values
 * @param cosine cosine of the two as vectors
 * @param worstIndex where the largest error is; the first value that is not a number, if there is
 *     one
 * @param expected the expected value there
 * @param actual the value found there
 * @param othersMaxAbs largest absolute error of all other values; NaN if there are none
 */
public record ArrayErrors(
    double maxAbs,
    double rms,
    double relativeL2,
    double cosine,
    int worstIndex,
    double expected,
    double actual,
    double othersMaxAbs) {

  /** Compares two arrays of the same length, which is at least 1. */
  public static ArrayErrors between(double[] expected, double[] actual) {
    double squares = 0;
    double expectedSquares = 0;
    double actualSquares = 0;
    double dot = 0;
    double max = -1;
    double second = -1;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]);
      squares += error * error;
      expectedSquares += expected[i] * expected[i];
      actualSquares += actual[i] * actual[i];
      dot += actual[i] * expected[i];
      // False once max is NaN: the first one stays the worst.
      if (error > max || (Double.isNaN(error) && !Double.isNaN(max))) {
        second = max;
        max = error;
        worst = i;
      } else if (error > second) {
        second = error;
      }
    }
    return new ArrayErrors(
        max,
        Math.sqrt(squares / expected.length),
        Math.sqrt(squares / expectedSquares),
        dot / Math.sqrt(expectedSquares * actualSquares),
        worst,
        expected[worst],
        actual[worst],
        second < 0 ? Double.NaN : second);
  }

  /**
   * How far the worst value may be off, so that it is one of many: see {@link
   * Limits#AGREEMENT_OUTLIER}. NaN if there are no others.
   *
   * @param base the least error that matters
   */
  double outlierLimit(double base) {
    return Limits.AGREEMENT_OUTLIER * Math.max(base, othersMaxAbs);
  }

  /** Compares two arrays of the same length, which is at least 1. */
  public static ArrayErrors between(float[] expected, float[] actual) {
    return between(doubles(expected), doubles(actual));
  }

  /** One of the errors. */
  public double by(Metric metric) {
    return switch (metric) {
      case MAX_ABS -> maxAbs;
      case RMS -> rms;
      case RELATIVE_L2 -> relativeL2;
      case COSINE -> cosine;
    };
  }

  /** The same values as doubles. */
  public static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
