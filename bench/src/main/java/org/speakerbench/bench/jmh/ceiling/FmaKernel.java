package org.speakerbench.bench.jmh.ceiling;

/** Fused multiply-adds that depend on nothing but registers. */
interface FmaKernel {
  /** Sums that do not wait for each other: more than latency times units of any processor. */
  int SUMS = 12;

  /** Values in one vector. */
  int lanes();

  /**
   * Adds a product to each sum, {@code steps} times: {@code SUMS} x lanes multiply-adds a step.
   *
   * @param a [lanes]
   * @param b [lanes]
   * @param sums [SUMS x lanes], one vector after the other
   */
  void run(int steps, float[] a, float[] b, float[] sums);
}
