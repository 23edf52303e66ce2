package org.speakerbench.bench.measure;

import java.time.Duration;

/**
 * Iterations of one fork. Every fork has a warm-up iteration: JMH runs a trial's set-up inside its
 * first iteration, and its CPU time must not be counted.
 *
 * @param warmups at least one
 * @param warmupTime of each
 * @param iterations measured ones
 * @param iterationTime of each; a call that takes longer is not cut off
 */
public record Timing(int warmups, Duration warmupTime, int iterations, Duration iterationTime) {

  static Timing ofMillis(int warmups, long warmupMs, int iterations, long iterationMs) {
    return new Timing(
        warmups, Duration.ofMillis(warmupMs), iterations, Duration.ofMillis(iterationMs));
  }

  /** Least time of the iterations, without the start of the JVM. */
  Duration total() {
    return warmupTime.multipliedBy(warmups).plus(iterationTime.multipliedBy(iterations));
  }
}
