package org.speakerbench.bench.statistics;

/**
 * Time and calls of an iteration or a fork.
 *
 * @param ms sum of the times, ms
 * @param calls how many calls they are of
 */
public record Total(double ms, long calls) {
  public static final Total NOTHING = new Total(0, 0);

  public Total plus(Total other) {
    return new Total(ms + other.ms, calls + other.calls);
  }

  /** Time per call, ms. */
  public double mean() {
    return ms / calls;
  }
}
