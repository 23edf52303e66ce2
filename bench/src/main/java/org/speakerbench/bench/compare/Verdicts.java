package org.speakerbench.bench.compare;

import org.apache.commons.math3.stat.StatUtils;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.MannWhitney;
import org.speakerbench.bench.statistics.Ratio;

/**
 * The verdict on one row. Different: p below 0.01 by the exact rank test over fork medians, and the
 * whole 99% interval of the ratio outside the noise band. No difference: the whole interval inside
 * the band. Cannot tell: anything else.
 *
 * @param band relative: 0.02 takes ratios from 0.98 to 1.02 for noise
 * @param interleaved whether forks of both sides ran in pairs, and are given in the same order
 */
record Verdicts(double band, boolean interleaved) {
  static final int LEAST_FORKS = MannWhitney.LEAST_FOR_ONE_PERCENT;
  private static final double P = 0.01;

  /**
   * Compares fork medians, ms; at least one on each side.
   *
   * @param unfit why a side is no evidence; null if both are
   */
  ComparisonRow row(
      String baseRun,
      String newRun,
      Work work,
      Clock clock,
      double[] base,
      double[] next,
      String unfit) {
    boolean enough = base.length >= LEAST_FORKS && next.length >= LEAST_FORKS;
    boolean tested = enough && unfit == null;
    Ratio ratio = interleaved ? Ratio.ofPairs(base, next) : Ratio.of(base, next);
    double p = tested ? MannWhitney.exactP(base, next) : Double.NaN;
    ComparisonVerdict verdict = tested ? verdict(ratio, p) : ComparisonVerdict.CANNOT_TELL;
    return new ComparisonRow(
        baseRun,
        newRun,
        work,
        clock,
        base.length,
        next.length,
        StatUtils.mean(base),
        StatUtils.mean(next),
        ratio.value(),
        enough ? ratio.low() : Double.NaN,
        enough ? ratio.high() : Double.NaN,
        p,
        verdict,
        tested ? reason(verdict, p) : enough ? unfit : forks(base, next));
  }

  private ComparisonVerdict verdict(Ratio ratio, double p) {
    if (ratio.low() >= 1 - band && ratio.high() <= 1 + band) {
      return ComparisonVerdict.NO_DIFFERENCE;
    }
    if (p < P && ratio.low() > 1 + band) {
      return ComparisonVerdict.WORSE;
    }
    if (p < P && ratio.high() < 1 - band) {
      return ComparisonVerdict.BETTER;
    }
    return ComparisonVerdict.CANNOT_TELL;
  }

  private static String forks(double[] base, double[] next) {
    return base.length
        + " forks against "
        + next.length
        + ", expected at least "
        + LEAST_FORKS
        + " on each side";
  }

  private String reason(ComparisonVerdict verdict, double p) {
    String noise = "noise band of " + Decimal.shortest(100 * band, 3) + "%";
    return switch (verdict) {
      case NO_DIFFERENCE -> "the interval is inside the " + noise;
      case WORSE, BETTER -> "p below 0.01 and the interval is outside the " + noise;
      case CANNOT_TELL ->
          p >= P
              ? "p of " + Decimal.shortest(p, 3) + ", expected below 0.01 to tell them apart"
              : "the interval reaches into the " + noise + " and beyond it";
    };
  }
}
