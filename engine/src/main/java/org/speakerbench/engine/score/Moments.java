package org.speakerbench.engine.score;

/** Weighted mean of values and how far it may be off, were they independent. */
final class Moments {
  private double weight;
  private double sum;
  private double squares;

  /** A value that occurs so often; one that does not occur may be anything. */
  void add(double times, double value) {
    if (times > 0) {
      weight += times;
      sum += times * value;
      squares += times * value * value;
    }
  }

  double mean() {
    return sum / weight;
  }

  double varianceOfMean() {
    double mean = mean();
    return Math.max(0, squares / weight - mean * mean) / weight;
  }
}
