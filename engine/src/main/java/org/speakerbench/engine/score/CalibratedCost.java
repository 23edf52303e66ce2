package org.speakerbench.engine.score;

/**
 * Cllr after the monotone calibration that makes it least: pool adjacent violators (Brümmer and du
 * Preez 2006, section on discrimination and calibration; the algorithm is of Ayer et al. 1955).
 *
 * @param mean minimum Cllr
 * @param variance of that mean if trials were independent and the calibration were known
 */
record CalibratedCost(double mean, double variance) {
  private static final double LN_2 = Math.log(2);

  /** Of weights by distinct score, ascending, as {@link DetectionCurve} takes them. */
  static CalibratedCost of(double[] targets, double[] nontargets) {
    double[] pooledTargets = new double[targets.length];
    double[] pooledNontargets = new double[targets.length];
    int pools = 0;
    double allTargets = 0;
    double allNontargets = 0;
    for (int g = 0; g < targets.length; g++) {
      if (targets[g] + nontargets[g] == 0) {
        continue;
      }
      allTargets += targets[g];
      allNontargets += nontargets[g];
      double t = targets[g];
      double n = nontargets[g];
      // The share of targets must grow from pool to pool: t / (t + n) by products, without
      // rounding.
      while (pools > 0 && pooledTargets[pools - 1] * n >= t * pooledNontargets[pools - 1]) {
        pools--;
        t += pooledTargets[pools];
        n += pooledNontargets[pools];
      }
      pooledTargets[pools] = t;
      pooledNontargets[pools] = n;
      pools++;
    }
    Moments ofTargets = new Moments();
    Moments ofNontargets = new Moments();
    for (int p = 0; p < pools; p++) {
      double t = pooledTargets[p];
      double n = pooledNontargets[p];
      // exp of the calibrated log-likelihood ratio: odds of the pool over odds of all trials
      double ratio = t * allNontargets / (n * allTargets);
      ofTargets.add(t, Math.log1p(1 / ratio) / LN_2);
      ofNontargets.add(n, Math.log1p(ratio) / LN_2);
    }
    return new CalibratedCost(
        (ofTargets.mean() + ofNontargets.mean()) / 2,
        (ofTargets.varianceOfMean() + ofNontargets.varianceOfMean()) / 4);
  }
}
