package org.speakerbench.bench.jmh.state;

/**
 * Makes what is timed slower by a known share, to prove that a comparison notices: the system
 * property {@value #PROPERTY}, such as 0.1, keeps the CPU busy for that share of each call's own
 * time. Without it nothing is added.
 */
public final class Slowdown {
  /** Share of the time of a call; 0 for nothing. */
  public static final String PROPERTY = "speakerbench.test.slowdown";

  private static final double SHARE = Double.parseDouble(System.getProperty(PROPERTY, "0"));

  private Slowdown() {}

  /** Before a call. */
  public static long start() {
    return SHARE == 0 ? 0 : System.nanoTime();
  }

  /** After it. */
  public static void end(long start) {
    if (SHARE != 0) {
      long now = System.nanoTime();
      long until = now + Math.round((now - start) * SHARE);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
  }
}
