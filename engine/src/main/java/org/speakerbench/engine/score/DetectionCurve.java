package org.speakerbench.engine.score;

/**
 * Miss and false alarm rates at all thresholds: below all scores, between each two distinct ones
 * and above all.
 */
final class DetectionCurve {
  /** P_miss, ascending. */
  private final double[] miss;

  /** P_fa, descending. */
  private final double[] falseAlarm;

  /**
   * A threshold.
   *
   * @param rejected how many distinct scores are below it
   */
  record Point(int rejected, double miss, double falseAlarm) {
    /**
     * Detection cost for a share of targets, normalised by the cost of the better constant answer.
     */
    double cost(double targetShare) {
      return missWeight(targetShare) * miss + falseAlarmWeight(targetShare) * falseAlarm;
    }
  }

  static double missWeight(double targetShare) {
    return targetShare / Math.min(targetShare, 1 - targetShare);
  }

  static double falseAlarmWeight(double targetShare) {
    return (1 - targetShare) / Math.min(targetShare, 1 - targetShare);
  }

  /**
   * Of weights by distinct score, ascending.
   *
   * @param targets weight of the target trials of each score; their sum is positive
   * @param nontargets that of the nontarget trials
   */
  DetectionCurve(double[] targets, double[] nontargets) {
    double allTargets = sum(targets);
    double allNontargets = sum(nontargets);
    miss = new double[targets.length + 1];
    falseAlarm = new double[targets.length + 1];
    falseAlarm[0] = 1;
    double missed = 0;
    double rejected = 0;
    for (int g = 0; g < targets.length; g++) {
      missed += targets[g];
      rejected += nontargets[g];
      miss[g + 1] = missed / allTargets;
      falseAlarm[g + 1] = (allNontargets - rejected) / allNontargets;
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private Point point(int rejected) {
    return new Point(rejected, miss[rejected], falseAlarm[rejected]);
  }

  /** The lowest threshold with at least as many misses as false alarms. */
  Point crossing() {
    int at = 0;
    while (miss[at] < falseAlarm[at]) { // ends at 1 and 0
      at++;
    }
    return point(at);
  }

  /** Rate at which the lines between neighbouring points cross P_miss = P_fa. */
  double eer() {
    Point after = crossing();
    Point before = point(after.rejected() - 1); // the first has no miss and all false alarms
    double below = before.falseAlarm() - before.miss();
    double above = after.miss() - after.falseAlarm();
    return before.miss() + (after.miss() - before.miss()) * (below / (below + above));
  }

  /** The threshold of the least cost. */
  Point best(double targetShare) {
    double ofMiss = missWeight(targetShare);
    double ofFalseAlarm = falseAlarmWeight(targetShare);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int at = 0; at < miss.length; at++) {
      double cost = ofMiss * miss[at] + ofFalseAlarm * falseAlarm[at];
      if (cost < least) {
        least = cost;
        best = at;
      }
    }
    return point(best);
  }
}
