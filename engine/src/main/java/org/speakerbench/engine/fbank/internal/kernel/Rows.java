package org.speakerbench.engine.fbank.internal.kernel;

/**
 * Arithmetic on rows of n values. Each loop reads and writes whole arrays at one index and stores
 * at most two: what the compiler of JDK 17 vectorises. Arrays are distinct.
 */
final class Rows {
  private Rows() {}

  /** out = fma(factor, x, y) + summand. */
  static void scaleAndAdd(float factor, float[] x, float[] y, float summand, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.fma(factor, x[i], y[i]) + summand;
    }
  }

  /** x = fma(factor, x, summand). */
  static void scaleAndAdd(float factor, float[] x, float summand, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.fma(factor, x[i], summand);
    }
  }

  /** x = fma(high, x, fma(low, x, high y)). */
  static void window(float[] high, float[] low, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.fma(high[i], x[i], Math.fma(low[i], x[i], high[i] * y[i]));
    }
  }

  /** (x, y) = (x + y, x - y). */
  static void sumAndDifference(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float a = x[i];
      float b = y[i];
      x[i] = a + b;
      y[i] = a - b;
    }
  }

  /** (re + i im) times (cos - i sin). */
  static void turn(float[] re, float[] im, float cos, float sin, int n) {
    float minusSin = -sin;
    for (int i = 0; i < n; i++) {
      float a = re[i];
      float b = im[i];
      re[i] = Math.fma(a, cos, b * sin);
      im[i] = Math.fma(b, cos, a * minusSin);
    }
  }

  /** The same, where {@code im} holds the imaginary part times -1. */
  static void turnNegated(float[] re, float[] im, float cos, float sin, int n) {
    float minusSin = -sin;
    float minusCos = -cos;
    for (int i = 0; i < n; i++) {
      float a = re[i];
      float b = im[i];
      re[i] = Math.fma(a, cos, b * minusSin);
      im[i] = Math.fma(b, minusCos, a * minusSin);
    }
  }

  /** x = (x + y)^2. */
  static void squaredSum(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float sum = x[i] + y[i];
      x[i] = sum * sum;
    }
  }

  /** x = x^2 + y^2. */
  static void squares(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.fma(x[i], x[i], y[i] * y[i]);
    }
  }

  /** y = fma(factor, x, y). */
  static void addScaled(float factor, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }

  /** y += x. */
  static void add(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += x[i];
    }
  }
}
