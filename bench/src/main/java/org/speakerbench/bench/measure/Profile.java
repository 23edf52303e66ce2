package org.speakerbench.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;

/**
 * How long and how often is measured. The unit of evidence is the fork, a fresh JVM: memory layout
 * and compiler decisions are drawn anew, so that forks differ more than iterations of one do.
 *
 * <p>End to end in {@code SingleStream} is what is reported, and has time for percentiles. The
 * other stages say where the time goes, and their forks are shorter: their means are as good for
 * it, as forks differ more than iterations, but slow models give them too few samples for
 * percentiles, which then are blank.
 */
public enum Profile {
  /** Proves that everything runs; its figures are no result. */
  SMOKE(1, Timing.ofMillis(1, 10, 2, 10), Timing.ofMillis(1, 10, 2, 10)),

  /**
   * The five published models in two to four minutes on two cores. Starting a JVM and loading a
   * model takes one to four seconds, so that two short forks are what fits. Half a second of
   * warm-up: the compiled code is then within a few percent of its final speed, and inference,
   * which is native, is steady from the second call. The slowest model gives the shorter forks of
   * the other stages one call an iteration, three in all: enough for a mean, not for its spread.
   * The interval is within-run only.
   */
  QUICK(2, Timing.ofMillis(1, 500, 4, 500), Timing.ofMillis(1, 300, 3, 300)),

  /**
   * Five forks, the fewest whose medians can be ranked against five others at p below 0.01 (exact
   * Mann-Whitney: 2 of 252 orders), in about 40 minutes for the five models, of which memory takes
   * seven. Two warm-up iterations, of which the second shows whether the first was enough. Three
   * seconds an iteration: the slowest model still gives the 64 samples that a 90th percentile
   * needs.
   */
  STANDARD(5, Timing.ofMillis(2, 2000, 5, 3000), Timing.ofMillis(2, 500, 5, 1000)),

  /**
   * Nine forks: an odd number, so that the median is a fork that ran, and the fewest odd number
   * whose range holds the true median with more than 99% (1 - 2^-8). About an hour and a half for
   * the five models.
   */
  PUBLISH(9, Timing.ofMillis(3, 2000, 5, 5000), Timing.ofMillis(3, 1000, 5, 2000)),

  /**
   * One fork that runs ten minutes end to end: long enough to see whether memory grows, not how
   * fast it is.
   */
  SOAK(1, Timing.ofMillis(2, 10_000, 60, 10_000), Timing.ofMillis(2, 10_000, 60, 10_000));

  /**
   * A call is a tenth of a second and more, and its work is native: the first is as good as the
   * tenth. Long iterations would only take time from the others.
   */
  private static final Timing LOAD = Timing.ofMillis(1, 500, 5, 200);

  /** One call an iteration, as each starts a process of its own. */
  private static final Timing COLD = Timing.ofMillis(1, 1, 3, 1);

  /** A first look. */
  private static final Timing ONE_COLD = Timing.ofMillis(1, 1, 1, 1);

  /**
   * A call takes milliseconds and allocates nothing: a hundred of them in a fork are enough, and
   * the forks, spread over the run, say more.
   */
  private static final Timing CEILING = Timing.ofMillis(1, 500, 5, 300);

  private final int forks;
  private final Timing whole;
  private final Timing part;

  Profile(int forks, Timing whole, Timing part) {
    this.forks = forks;
    this.whole = whole;
    this.part = part;
  }

  /** Name in reports and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int forks() {
    return forks;
  }

  /** Measured iterations of what is reported. */
  public int iterations() {
    return whole.iterations();
  }

  /** Iterations of a fork of some work. */
  public Timing timing(Work work) {
    return switch (work.stage()) {
      case COLD -> this == QUICK ? ONE_COLD : COLD;
      case LOAD -> LOAD;
      case GEMM, GEMM_INT8, GEMM_F16, GEMM_BF16, FMA -> this == SMOKE ? part : CEILING;
      case E2E_IN_TURN -> whole;
      case E2E_NEW -> newLengths();
      case E2E -> work.scenario() == Scenario.SINGLE_STREAM ? whole : part;
      case READ, FBANK, INFER, EXTRACT -> part;
    };
  }

  /** One call an iteration, as lengths run out. */
  private Timing newLengths() {
    return switch (this) {
      case SMOKE -> Timing.ofMillis(1, 1, 2, 1);
      case QUICK -> Timing.ofMillis(1, 1, 10, 1);
      case STANDARD, PUBLISH, SOAK -> Timing.ofMillis(2, 1, 40, 1);
    };
  }

  /**
   * Embeddings of the process that tells a model's memory, once a run. What grows with them has
   * grown after 200; they take four minutes of the largest model, so that a first look makes one.
   */
  public int memoryEmbeddings() {
    return switch (this) {
      case SMOKE -> 2;
      case QUICK -> 1;
      case STANDARD, PUBLISH, SOAK -> 200;
    };
  }

  /** Stages that one fork is enough for: what memory costs does not differ between forks. */
  Set<Stage> once() {
    return this == QUICK ? Set.of(Stage.COLD) : Set.of();
  }

  /** What is timed if nothing else is asked for. */
  public List<Stage> stages() {
    return switch (this) {
      case SOAK -> List.of(Stage.E2E);
      // A machine's ceiling is the same for all models: a first look at them goes without.
      case QUICK ->
          List.of(Stage.READ, Stage.FBANK, Stage.INFER, Stage.E2E, Stage.EXTRACT, Stage.COLD);
      case SMOKE, STANDARD, PUBLISH ->
          Arrays.stream(Stage.values()).filter(stage -> !stage.otherLengths()).toList();
    };
  }

  /** How calls follow each other if nothing else is asked for. */
  public List<Scenario> scenarios() {
    return switch (this) {
      case QUICK, SOAK -> List.of(Scenario.SINGLE_STREAM);
      case SMOKE, STANDARD, PUBLISH -> Arrays.asList(Scenario.values());
    };
  }
}
