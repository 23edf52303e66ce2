package org.speakerbench.bench.embeddings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the cosines and distances of all utterances that could be compared are spread. */
final class Distribution {
  /** The least power of ten of 1 - cosine that is told apart: below it a double only rounds. */
  private static final int LEAST_POWER = -14;

  private Distribution() {}

  /** Utterances of which 1 - cosine is below a bound and not below the one before. */
  record Bin(String label, int count) {}

  /** By powers of ten, from the first that has any to the last. */
  static List<Bin> ofCosines(List<Pair> pairs) {
    int[] counts = new int[2 - LEAST_POWER];
    for (Pair pair : pairs) {
      if (pair.problem() == null) {
        double distance = 1 - pair.cosine();
        int bin = 0;
        while (bin < counts.length - 1 && distance >= Math.pow(10, LEAST_POWER + bin)) {
          bin++;
        }
        counts[bin]++;
      }
    }
    int first = 0;
    int last = counts.length - 1;
    while (first < last && counts[first] == 0) {
      first++;
    }
    while (last > first && counts[last] == 0) {
      last--;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = first; bin <= last; bin++) {
      String label =
          bin == counts.length - 1
              ? "1 or more"
              : "below " + (bin == -LEAST_POWER ? "1" : "1e" + (LEAST_POWER + bin));
      bins.add(new Bin(label, counts[bin]));
    }
    return bins;
  }

  /** The value below or at which a share of the utterances is; no number of none. */
  static double quantile(List<Pair> pairs, ToDoubleFunction<Pair> value, double share) {
    double[] sorted =
        pairs.stream().filter(pair -> pair.problem() == null).mapToDouble(value).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(rank, sorted.length - 1))];
  }

  /** Mean; no number of none. */
  static double mean(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    double[] values =
        pairs.stream().filter(pair -> pair.problem() == null).mapToDouble(value).toArray();
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
