package org.speakerbench.engine.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Error rates of scored trials, as often as their weights change: trials are sorted by score once,
 * and each time passed through in that order, from one end of memory to the other.
 */
final class WeightedRates {
  private static final double LN_2 = Math.log(2);

  /** Trials by ascending score, as their places in the list; what follows is in this order. */
  private final int[] order;

  private final boolean[] target;

  /** Place of the score among the distinct ones. */
  private final int[] place;

  /** What the trial adds to Cllr. */
  private final double[] cost;

  private final int distinct;

  WeightedRates(ScoredTrials scored) {
    List<Trial> trials = scored.trials().list();
    double[] values = scored.scores();
    order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    target = new boolean[values.length];
    place = new int[values.length];
    cost = new double[values.length];
    int scores = 0;
    for (int i = 0; i < order.length; i++) {
      double score = values[order[i]];
      scores += i == 0 || score != values[order[i - 1]] ? 1 : 0;
      target[i] = trials.get(order[i]).target();
      place[i] = scores - 1;
      cost[i] = softplus(target[i] ? -score : score) / LN_2;
    }
    distinct = scores;
  }

  /** ln(1 + exp(x)), also of infinite x. */
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** Trials in the order that weights are taken in, as their places in the list. */
  int[] order() {
    return order.clone();
  }

  /**
   * Rates, and what their thresholds are.
   *
   * @param cllrVariance that of Cllr, if trials were independent
   */
  record Summary(
      ErrorRates rates, DetectionCurve curve, CalibratedCost calibrated, double cllrVariance) {
    /** The threshold at which a rate counts errors. */
    DetectionCurve.Point threshold(Rate rate) {
      return switch (rate) {
        case MIN_DCF_01 -> curve.best(ErrorRates.P_TARGET_01);
        case MIN_DCF_05 -> curve.best(ErrorRates.P_TARGET_05);
        case EER, CLLR, MIN_CLLR -> curve.crossing();
      };
    }
  }

  /**
   * With each trial once.
   *
   * @throws SpeakerbenchException if there is no target or no nontarget trial
   */
  Summary unweighted() {
    int[] once = new int[place.length];
    Arrays.fill(once, 1);
    Summary summary = of(once);
    if (summary == null) {
      int targets = 0;
      for (boolean is : target) {
        targets += is ? 1 : 0;
      }
      throw new SpeakerbenchException(
          "found "
              + targets
              + " target and "
              + (target.length - targets)
              + " nontarget trials with scores, expected some of both: there is no error rate"
              + " without them");
    }
    return summary;
  }

  /**
   * With each trial so many times; null if no target or no nontarget trial is left.
   *
   * @param weights in the {@linkplain #order() order} of the scores
   */
  Summary of(int[] weights) {
    double[] targets = new double[distinct];
    double[] nontargets = new double[distinct];
    Moments ofTargets = new Moments();
    Moments ofNontargets = new Moments();
    int allTargets = 0;
    int allNontargets = 0;
    for (int i = 0; i < weights.length; i++) {
      if (target[i]) {
        allTargets += weights[i];
        targets[place[i]] += weights[i];
        ofTargets.add(weights[i], cost[i]);
      } else {
        allNontargets += weights[i];
        nontargets[place[i]] += weights[i];
        ofNontargets.add(weights[i], cost[i]);
      }
    }
    if (allTargets == 0 || allNontargets == 0) {
      return null;
    }
    DetectionCurve curve = new DetectionCurve(targets, nontargets);
    CalibratedCost calibrated = CalibratedCost.of(targets, nontargets);
    ErrorRates rates =
        new ErrorRates(
            allTargets,
            allNontargets,
            curve.eer(),
            curve.best(ErrorRates.P_TARGET_01).cost(ErrorRates.P_TARGET_01),
            curve.best(ErrorRates.P_TARGET_05).cost(ErrorRates.P_TARGET_05),
            (ofTargets.mean() + ofNontargets.mean()) / 2,
            calibrated.mean());
    return new Summary(
        rates, curve, calibrated, (ofTargets.varianceOfMean() + ofNontargets.varianceOfMean()) / 4);
  }

  /** Whether each trial is decided wrongly at a threshold, in the order of the list. */
  boolean[] errors(DetectionCurve.Point threshold) {
    boolean[] wrong = new boolean[place.length];
    for (int i = 0; i < wrong.length; i++) {
      boolean accepted = place[i] >= threshold.rejected();
      wrong[order[i]] = accepted != target[i];
    }
    return wrong;
  }
}
