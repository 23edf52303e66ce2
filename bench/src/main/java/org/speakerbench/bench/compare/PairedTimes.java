package org.speakerbench.bench.compare;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.MannWhitney;
import org.speakerbench.bench.statistics.Ratio;

/** Works of one run side by side, by wall clock: forks of one round are pairs. */
public final class PairedTimes {
  private final ForkMedians forks;

  public PairedTimes(List<MeasurementRow> measurements) {
    forks = new ForkMedians(measurements);
  }

  /**
   * How many times as fast a work is as another, over the rounds in which both ran; empty if none
   * did. The interval is of 99%, and NaN for fewer than five rounds.
   */
  public Optional<Ratio> faster(Work work, Work than) {
    SortedMap<Integer, Double> own = forks.byFork(work, Clock.WALL);
    SortedMap<Integer, Double> other = forks.byFork(than, Clock.WALL);
    own.keySet().retainAll(other.keySet());
    other.keySet().retainAll(own.keySet());
    if (own.isEmpty()) {
      return Optional.empty();
    }
    Ratio ratio = Ratio.ofPairs(ForkMedians.values(own), ForkMedians.values(other));
    return Optional.of(
        own.size() < MannWhitney.LEAST_FOR_ONE_PERCENT
            ? new Ratio(ratio.value(), Double.NaN, Double.NaN)
            : ratio);
  }
}
