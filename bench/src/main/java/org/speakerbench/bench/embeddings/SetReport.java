package org.speakerbench.bench.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A comparison in words and numbers, for the console and the page. */
public final class SetReport {
  static final int WORST = 10;
  private static final int BAR = 40;

  private final SetComparison comparison;

  public SetReport(SetComparison comparison) {
    this.comparison = comparison;
  }

  /** The verdict and what it is about, in one line. */
  String verdict() {
    Limits limits = comparison.limits();
    List<String> reasons = new ArrayList<>();
    if (comparison.isEmpty()) {
      reasons.add("no utterance is in both");
    }
    if (comparison.failed() > 0) {
      reasons.add(comparison.failed() + " of " + comparison.pairs().size() + " differ");
    }
    if (!limits.commonOnly() && !comparison.missing().isEmpty()) {
      reasons.add(comparison.missing().size() + " missing in B");
    }
    if (!limits.commonOnly() && !comparison.extra().isEmpty()) {
      reasons.add(comparison.extra().size() + " in B alone");
    }
    String rule =
        "cosine at least "
            + number(limits.minCosine())
            + " and relative L2 at most "
            + number(limits.maxRelativeL2());
    return comparison.passes()
        ? "PASS: all " + comparison.pairs().size() + " utterances have a " + rule
        : "FAIL: " + String.join(", ", reasons) + "; expected a " + rule + " of each";
  }

  /** What is in which set. */
  String counts() {
    return comparison.countA()
        + " utterances in A, "
        + comparison.countB()
        + " in B, "
        + comparison.pairs().size()
        + " in both"
        + named(comparison.missing(), "missing in B")
        + named(comparison.extra(), "in B alone");
  }

  private static String named(List<String> ids, String what) {
    if (ids.isEmpty()) {
      return "";
    }
    String first = ids.stream().limit(WORST).collect(Collectors.joining(", "));
    return "; "
        + ids.size()
        + " "
        + what
        + " ("
        + first
        + (ids.size() > WORST ? ", ..." : "")
        + ")";
  }

  /** Quantiles of the cosine. */
  String cosines() {
    return "cosine: smallest "
        + quantile(Pair::cosine, 0)
        + ", 1% below "
        + quantile(Pair::cosine, 0.01)
        + ", median "
        + quantile(Pair::cosine, 0.5)
        + ", mean "
        + number(Distribution.mean(comparison.pairs(), Pair::cosine));
  }

  /** Quantiles of the relative L2. */
  String distances() {
    return "relative L2 (|B - A| / |A|): largest "
        + quantile(Pair::relativeL2, 1)
        + ", 99% below "
        + quantile(Pair::relativeL2, 0.99)
        + ", median "
        + quantile(Pair::relativeL2, 0.5)
        + ", mean "
        + number(Distribution.mean(comparison.pairs(), Pair::relativeL2));
  }

  private String quantile(ToDoubleFunction<Pair> value, double share) {
    return number(Distribution.quantile(comparison.pairs(), value, share));
  }

  /** All of it; the verdict is the first line. */
  public String console() {
    StringBuilder text = new StringBuilder();
    text.append(verdict()).append('\n');
    text.append("A: ").append(comparison.a()).append("\nB: ").append(comparison.b()).append('\n');
    text.append(counts()).append('\n');
    if (comparison.isEmpty()) {
      return text.toString();
    }
    text.append(cosines()).append('\n').append(distances()).append("\n\n");
    List<Distribution.Bin> bins = Distribution.ofCosines(comparison.pairs());
    int most = Math.max(1, bins.stream().mapToInt(Distribution.Bin::count).max().orElse(1));
    text.append(String.format(Locale.ROOT, "%-12s %10s%n", "1 - cosine", "utterances"));
    for (Distribution.Bin bin : bins) {
      int bar = (int) Math.ceil((double) BAR * bin.count() / most);
      text.append(
          String.format(Locale.ROOT, "%-12s %10d  %s%n", bin.label(), bin.count(), "#".repeat(bar))
              .stripTrailing());
      text.append('\n');
    }
    text.append("\nthe worst of them: utterance, cosine, relative L2\n");
    for (Pair pair : comparison.worst(WORST)) {
      text.append("  ").append(pair.id()).append(' ');
      text.append(pair.problem() == null ? both(pair) : pair.problem()).append('\n');
    }
    return text.toString();
  }

  private static String both(Pair pair) {
    return number(pair.cosine()) + " " + number(pair.relativeL2());
  }

  /** As many digits as tell something; a cosine near 1 has all that it differs by. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    if (value != 0 && Math.abs(value) < 1e-3) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    String text = String.format(Locale.ROOT, "%.9f", value).replaceFirst("\\.?0+$", "");
    return text.isEmpty() ? "0" : text;
  }
}
