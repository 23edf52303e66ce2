package org.speakerbench.engine.score;

/**
 * Intervals of error rates if each trial were drawn on its own. Trials that share speakers say less
 * than that: the true interval is wider, never narrower. They do not shrink to nothing where no
 * error was seen, as a bootstrap does.
 */
final class IndependentTrials {
  /** The 97.5% quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  private IndependentTrials() {}

  static Interval of(Rate rate, WeightedRates.Summary summary) {
    ErrorRates rates = summary.rates();
    return switch (rate) {
      case EER -> eer(rates);
      case MIN_DCF_01 -> cost(summary, rate, ErrorRates.P_TARGET_01);
      case MIN_DCF_05 -> cost(summary, rate, ErrorRates.P_TARGET_05);
      case CLLR -> mean(rates.cllr(), summary.cllrVariance(), Double.POSITIVE_INFINITY);
      case MIN_CLLR -> calibrated(summary);
    };
  }

  private static Interval eer(ErrorRates rates) {
    return wilson(rates.eer(), Math.min(rates.targets(), rates.nontargets()));
  }

  /** Score interval of a proportion (Wilson, "Probable inference", 1927). */
  static Interval wilson(double share, double trials) {
    double centre = (share + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    double half =
        Z
            / (1 + Z * Z / trials)
            * Math.sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials));
    return new Interval(
        Math.min(share, Math.max(0, centre - half)), Math.max(share, Math.min(1, centre + half)));
  }

  /**
   * Of a sum of two rates, from the interval of each: the method of variance estimates recovery
   * (Zou and Donner, "Construction of confidence limits about effect measures", 2008).
   */
  private static Interval cost(WeightedRates.Summary summary, Rate rate, double targetShare) {
    DetectionCurve.Point point = summary.threshold(rate);
    Interval miss = wilson(point.miss(), summary.rates().targets());
    Interval falseAlarm = wilson(point.falseAlarm(), summary.rates().nontargets());
    double ofMiss = DetectionCurve.missWeight(targetShare);
    double ofFalseAlarm = DetectionCurve.falseAlarmWeight(targetShare);
    double cost = point.cost(targetShare);
    double below =
        Math.hypot(
            ofMiss * (point.miss() - miss.low()),
            ofFalseAlarm * (point.falseAlarm() - falseAlarm.low()));
    double above =
        Math.hypot(
            ofMiss * (miss.high() - point.miss()),
            ofFalseAlarm * (falseAlarm.high() - point.falseAlarm()));
    return new Interval(Math.max(0, cost - below), Math.max(cost, Math.min(1, cost + above)));
  }

  private static Interval mean(double mean, double variance, double most) {
    if (Double.isInfinite(mean)) {
      return new Interval(0, mean);
    }
    double half = Z * Math.sqrt(variance);
    return new Interval(Math.max(0, mean - half), Math.max(mean, Math.min(most, mean + half)));
  }

  /**
   * Where no threshold errs, minimum Cllr is 0 whatever the scores are. What can be said is that it
   * is at most the entropy, in bits, of answers that are wrong as often as the equal error rate can
   * be: scores say no less than accepted or rejected.
   */
  private static Interval calibrated(WeightedRates.Summary summary) {
    ErrorRates rates = summary.rates();
    if (rates.minCllr() > 0) {
      return mean(rates.minCllr(), summary.calibrated().variance(), 1);
    }
    return new Interval(0, entropy(eer(rates).high()));
  }

  private static double entropy(double share) {
    double bits = 0;
    for (double part : new double[] {share, 1 - share}) {
      bits -= part > 0 ? part * Math.log(part) / Math.log(2) : 0;
    }
    return share > 0.5 ? 1 : bits;
  }
}
