package org.speakerbench.bench.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * The rank-sum test of Mann and Whitney (1947), exact: the rank sum of one side is held against
 * those of all ways to divide the values between the sides. Equal values share their mean rank, and
 * the distribution is that of the ranks that occur.
 */
public final class MannWhitney {
  /** Fewest values on each side that can be told apart at p below 0.01: 2 of 252 divisions. */
  public static final int LEAST_FOR_ONE_PERCENT = 5;

  private MannWhitney() {}

  /**
   * Two-sided p: the share of all divisions whose rank sum is at least as far from its mean as that
   * of {@code a}.
   *
   * @param a at least one value
   * @param b at least one value
   */
  public static double exactP(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    // Twice a mean rank is a whole number.
    int[] ranks =
        Arrays.stream(new NaturalRanking(TiesStrategy.AVERAGE).rank(all))
            .mapToInt(rank -> (int) Math.round(2 * rank))
            .toArray();
    int found = Arrays.stream(ranks, 0, a.length).sum();
    double[] ways = ways(ranks, a.length);
    double mean = Arrays.stream(ranks).sum() * (double) a.length / ranks.length;
    double farthest = Math.abs(found - mean) - 1e-9;
    double extreme = 0;
    double total = 0;
    for (int sum = 0; sum < ways.length; sum++) {
      total += ways[sum];
      if (Math.abs(sum - mean) >= farthest) {
        extreme += ways[sum];
      }
    }
    return Math.min(1, extreme / total);
  }

  /** How many subsets of a size have each sum; exact up to 2^53, relative 1e-13 beyond. */
  private static double[] ways(int[] ranks, int size) {
    int most = Arrays.stream(ranks).sum();
    double[][] ways = new double[size + 1][most + 1];
    ways[0][0] = 1;
    for (int rank : ranks) {
      for (int n = size; n >= 1; n--) {
        for (int sum = most; sum >= rank; sum--) {
          ways[n][sum] += ways[n - 1][sum - rank];
        }
      }
    }
    return ways[size];
  }
}
