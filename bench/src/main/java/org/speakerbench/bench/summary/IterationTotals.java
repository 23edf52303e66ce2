package org.speakerbench.bench.summary;

import org.apache.commons.math3.stat.StatUtils;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.statistics.Total;

/** Time and calls of an iteration by a clock. */
final class IterationTotals {
  private IterationTotals() {}

  static Total of(IterationData iteration, Clock clock) {
    if (clock == Clock.CPU) {
      return new Total(iteration.extras().cpuMs() * iteration.operations(), iteration.operations());
    }
    double[] values = iteration.wallMs();
    return new Total(StatUtils.sum(values), values.length);
  }
}
