package org.speakerbench.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Work;

/** The median of each fork: samples of one fork are not independent, so that each counts once. */
final class ForkMedians {
  private final Map<Key, TreeMap<Integer, List<MeasurementRow>>> forks = new HashMap<>();

  private record Key(Work work, Clock clock) {}

  ForkMedians(List<MeasurementRow> measurements) {
    for (MeasurementRow row : measurements) {
      if (row.phase() == Phase.MEASURED) {
        forks
            .computeIfAbsent(new Key(row.work(), row.clock()), key -> new TreeMap<>())
            .computeIfAbsent(row.fork(), fork -> new ArrayList<>())
            .add(row);
      }
    }
  }

  /**
   * Medians of the forks of a work, ms, by number of the fork: of calls by wall clock, of
   * iterations by CPU clock. Empty if there is nothing.
   */
  SortedMap<Integer, Double> byFork(Work work, Clock clock) {
    SortedMap<Integer, Double> medians = new TreeMap<>();
    forks
        .getOrDefault(new Key(work, clock), new TreeMap<>())
        .forEach((fork, rows) -> medians.put(fork, median(rows, clock)));
    return medians;
  }

  /** The same in the order of the forks. */
  double[] of(Work work, Clock clock) {
    return values(byFork(work, clock));
  }

  static double[] values(SortedMap<Integer, Double> medians) {
    return medians.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The value in the middle, each as often as it was measured; the mean of two in the middle. */
  private static double median(List<MeasurementRow> rows, Clock clock) {
    List<MeasurementRow> sorted = new ArrayList<>(rows);
    sorted.sort((a, b) -> Double.compare(a.valueMs(), b.valueMs()));
    long n = sorted.stream().mapToLong(row -> weight(row, clock)).sum();
    return (at(sorted, (n - 1) / 2, clock) + at(sorted, n / 2, clock)) / 2;
  }

  private static double at(List<MeasurementRow> sorted, long index, Clock clock) {
    long passed = 0;
    for (MeasurementRow row : sorted) {
      passed += weight(row, clock);
      if (passed > index) {
        return row.valueMs();
      }
    }
    throw new IllegalArgumentException("no measurement at " + index);
  }

  private static long weight(MeasurementRow row, Clock clock) {
    return clock == Clock.CPU ? 1 : row.count();
  }
}
