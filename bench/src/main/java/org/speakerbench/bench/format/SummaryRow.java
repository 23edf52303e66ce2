package org.speakerbench.bench.format;

import java.util.OptionalLong;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;

/**
 * One row of {@code summary.csv}: what one clock says of one work.
 *
 * @param run what all rows of a run share
 * @param model null for stages without a model
 * @param macs multiply-accumulate operations of one call; empty if not known
 * @param forks number of forks that succeeded
 * @param ms statistics of the times per call, ms
 * @param outliers the samples by Tukey's fences; all are kept
 * @param intervalKind how the interval was made
 * @param cosine with the golden reference, smallest of the forks; NaN without one
 * @param relativeL2 of the same, largest of the forks; NaN in reports that did not say it
 * @param verdict whether the answer is right
 * @param validity whether the figure is evidence
 * @param note what else to know; may be empty
 */
public record SummaryRow(
    RunFacts run,
    Work work,
    Clock clock,
    ModelFacts model,
    OptionalLong macs,
    int forks,
    SampleStatistics ms,
    Outliers outliers,
    RtfFigures rtf,
    Interval.Kind intervalKind,
    MemoryFigures memory,
    double cosine,
    double relativeL2,
    Verdict verdict,
    Validity validity,
    String note) {

  /** Whether {@code ms.n} counts calls; else it counts iterations, as no call is known alone. */
  public boolean samplesAreCalls() {
    return samplesAreCalls(work, clock);
  }

  /** The same of a row of this work and clock. */
  public static boolean samplesAreCalls(Work work, Clock clock) {
    return clock == Clock.WALL && work.scenario() == Scenario.SINGLE_STREAM;
  }
}
