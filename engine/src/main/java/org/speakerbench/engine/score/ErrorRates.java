package org.speakerbench.engine.score;

/**
 * How often a system is wrong, over all thresholds or at the best. A trial is accepted if its score
 * is above the threshold; trials of one score are accepted or rejected together.
 *
 * @param targets target trials they are over
 * @param nontargets nontarget trials they are over
 * @param eer equal error rate, 0 to 1: where the line through the points (P_fa, P_miss) of all
 *     thresholds, straight between neighbours, crosses P_miss = P_fa. It is the figure of
 *     3D-Speaker and WeSpeaker; that of the ROC convex hull (BOSARIS toolkit) is at most as large
 * @param minDcf01 least of (p P_miss + (1 - p) P_fa) / min(p, 1 - p) over all thresholds, for p =
 *     0.01: the normalised cost of NIST's evaluations with both costs 1, at most 1
 * @param minDcf05 the same for p = 0.05
 * @param cllr mean over targets of log2(1 + exp(-s)) and over nontargets of log2(1 + exp(s)),
 *     halved (Brümmer and du Preez, "Application-independent evaluation of speaker detection",
 *     2006). It takes scores as natural log-likelihood ratios, which cosines are not: 1 is what no
 *     information costs
 * @param minCllr the least Cllr that a monotone change of the scores can reach, by the
 *     pool-adjacent-violators algorithm (same source): what is lost by discrimination alone
 */
public record ErrorRates(
    int targets,
    int nontargets,
    double eer,
    double minDcf01,
    double minDcf05,
    double cllr,
    double minCllr) {
  /** Share of targets in the trials that {@link #minDcf01} is for. */
  public static final double P_TARGET_01 = 0.01;

  /** Share of targets in the trials that {@link #minDcf05} is for. */
  public static final double P_TARGET_05 = 0.05;
}
