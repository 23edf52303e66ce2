package org.speakerbench.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.StatUtils;
import org.speakerbench.bench.measure.IterationData;

/** What is counted. */
enum Clock {
  /** Elapsed time of each call. */
  WALL {
    @Override
    Total total(IterationData iteration) {
      double[] values = iteration.wallMs();
      return new Total(StatUtils.sum(values), values.length);
    }

    @Override
    SampleStatistics statistics(List<IterationData> iterations) {
      return SampleStatistics.ofCalls(
          iterations.stream().flatMapToDouble(i -> DoubleStream.of(i.wallMs())).toArray());
    }
  },

  /** CPU time of all threads of the process, known per iteration only. */
  CPU {
    @Override
    Total total(IterationData iteration) {
      return new Total(iteration.cpuMs() * iteration.operations(), iteration.operations());
    }

    @Override
    SampleStatistics statistics(List<IterationData> iterations) {
      return SampleStatistics.ofIterations(iterations.stream().map(this::total).toList());
    }
  };

  /** Time and calls of an iteration. */
  abstract Total total(IterationData iteration);

  /** Statistics of all iterations of a row. */
  abstract SampleStatistics statistics(List<IterationData> iterations);

  /** Name in the CSVs. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
