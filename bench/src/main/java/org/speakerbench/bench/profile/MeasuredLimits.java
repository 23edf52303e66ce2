package org.speakerbench.bench.profile;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The ceilings as they were measured.
 *
 * @param perSecond multiply-accumulates, of {@link Limit#COPY} bytes
 * @param work of one call of each of them
 * @param missing why others were not measured, a sentence without its end
 */
record MeasuredLimits(
    Map<Limit, Double> perSecond, Map<Limit, Long> work, Map<Limit, String> missing) {
  /** Of one; empty if it was not measured. */
  OptionalDouble of(Limit limit) {
    Double rate = perSecond.get(limit);
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }
}
