package org.speakerbench.bench.format;

import java.util.OptionalLong;
import org.speakerbench.bench.statistics.Ratio;

/**
 * A row of {@code profile.csv}. What does not apply is blank: empty text, NaN, null.
 *
 * @param order among the rows of its level, from 1; of a node its place in the run
 * @param name of what it is of
 * @param operator of a node
 * @param layerGroup of a node
 * @param nodes how many nodes it is of
 * @param calls of them in one run
 * @param ms in one run
 * @param share of the time of all nodes; of all nodes, of the session's
 * @param macs multiply-accumulates in one run; empty if not known
 * @param gflopPerS twice the multiply-accumulates over the time of the nodes that have some
 * @param ceiling the product that they are compared with
 * @param ofCeiling their time at that ceiling over the time that they take
 * @param ofFma the same by the FMA peak
 * @param bytes read and written in one run, each value once
 * @param bound what its time is bound by
 * @param ratio of a profiled run over one without the profiler
 * @param note for people
 */
public record ProfileRow(
    ProfileLevel level,
    int order,
    String name,
    String operator,
    String layerGroup,
    int nodes,
    int calls,
    double ms,
    double share,
    OptionalLong macs,
    double gflopPerS,
    String ceiling,
    double ofCeiling,
    double ofFma,
    long bytes,
    String bound,
    Ratio ratio,
    String note) {

  /** Multiply-accumulates a byte; NaN without any. */
  public double macsPerByte() {
    return macs.orElse(0) > 0 && bytes > 0 ? (double) macs.getAsLong() / bytes : Double.NaN;
  }

  /** Bytes over time; NaN where nothing is known of them. */
  public double gbPerS() {
    return bytes > 0 && ms > 0 ? bytes / ms / 1e6 : Double.NaN;
  }
}
