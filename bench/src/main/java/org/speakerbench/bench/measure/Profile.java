package org.speakerbench.bench.measure;

import java.time.Duration;
import java.util.List;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;

/**
 * How long and how often is measured. The unit of evidence is the fork, a fresh JVM: memory layout
 * and compiler decisions are drawn anew, so that forks differ more than iterations of one do.
 *
 * <p>Every profile has a warm-up iteration: JMH runs a trial's set-up inside its first iteration,
 * and its CPU time must not be counted.
 */
public enum Profile {
  /** Proves that everything runs; its figures are no result. */
  SMOKE(1, 1, Duration.ofMillis(10), 2, Duration.ofMillis(10)),

  /**
   * The five published models in about two minutes on two cores. Starting a JVM and loading a model
   * takes one to four seconds, so that two short forks are what fits. Half a second of warm-up: the
   * compiled code is then within a few percent of its final speed, and inference, which is native,
   * is steady from the second call. The interval is within-run only.
   */
  QUICK(2, 1, Duration.ofMillis(500), 4, Duration.ofMillis(500)),

  /**
   * Five forks, the fewest whose medians can be ranked against five others at p below 0.01 (exact
   * Mann-Whitney: 2 of 252 orders), in at most 25 minutes for the five models. Two warm-up
   * iterations, of which the second shows whether the first was enough. Three seconds an iteration:
   * the slowest model still gives the 64 samples that a 90th percentile needs.
   */
  STANDARD(5, 2, Duration.ofSeconds(2), 5, Duration.ofSeconds(3)),

  /**
   * Nine forks: an odd number, so that the median is a fork that ran, and the fewest odd number
   * whose range holds the true median with more than 99% (1 - 2^-8). About an hour for the five
   * models.
   */
  PUBLISH(9, 3, Duration.ofSeconds(2), 5, Duration.ofSeconds(5));

  private final int forks;
  private final int warmupIterations;
  private final Duration warmupTime;
  private final int iterations;
  private final Duration iterationTime;

  Profile(
      int forks,
      int warmupIterations,
      Duration warmupTime,
      int iterations,
      Duration iterationTime) {
    this.forks = forks;
    this.warmupIterations = warmupIterations;
    this.warmupTime = warmupTime;
    this.iterations = iterations;
    this.iterationTime = iterationTime;
  }

  public int forks() {
    return forks;
  }

  public int warmupIterations() {
    return warmupIterations;
  }

  public Duration warmupTime() {
    return warmupTime;
  }

  public int iterations() {
    return iterations;
  }

  public Duration iterationTime() {
    return iterationTime;
  }

  /** Least time of one fork's iterations, without the start of the JVM. */
  public Duration forkTime() {
    return warmupTime.multipliedBy(warmupIterations).plus(iterationTime.multipliedBy(iterations));
  }

  /** What is timed if nothing else is asked for. */
  public List<Stage> stages() {
    return List.of(Stage.READ, Stage.FBANK, Stage.INFER, Stage.E2E);
  }

  /** How calls follow each other if nothing else is asked for. */
  public List<Scenario> scenarios() {
    return List.of(Scenario.SINGLE_STREAM);
  }
}
