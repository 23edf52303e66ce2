package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.statistics.Ratio;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.Provider;

/**
 * What the fastest float32 of a model is, and what a reduced precision gives and costs. Figures
 * that are INVALID, and ways that crashed or were not held against anything, are in no claim.
 */
final class WaysAnswer {
  private final Ways ways;

  WaysAnswer(ReportData report) {
    ways = new Ways(report);
  }

  /** A way and how many times as fast as the model itself it is. */
  private record Faster(Ways.Way way, Ratio ratio) {
    boolean told() {
      return !(ratio.low() <= 1 && ratio.high() >= 1);
    }

    String words() {
      return WaysTable.interval(ratio) + " times as fast";
    }
  }

  /** A sentence for each model that was computed in several ways. */
  List<String> sentences() {
    return ways.byModel().values().stream().map(this::sentence).flatMap(Optional::stream).toList();
  }

  private Optional<String> sentence(List<Ways.Way> all) {
    Optional<Ways.Way> itself =
        all.stream().filter(Ways.Way::isItself).filter(this::usable).findFirst();
    if (itself.isEmpty()) {
      return Optional.empty();
    }
    List<Faster> others = new ArrayList<>();
    for (Ways.Way way : all) {
      if (!way.isItself() && usable(way)) {
        ways.faster(way, stage()).ifPresent(ratio -> others.add(new Faster(way, ratio)));
      }
    }
    Comparator<Faster> bySpeed = Comparator.comparingDouble(one -> one.ratio().value());
    Optional<Faster> exact = others.stream().filter(one -> !one.way().reduced()).max(bySpeed);
    Optional<Faster> reduced = others.stream().filter(one -> one.way().reduced()).max(bySpeed);
    List<String> parts = new ArrayList<>();
    parts.add(exact(exact));
    reduced.ifPresent(one -> parts.add(reduced(one)));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Words.title(itself.get().row())
                + (inTurn() ? ", lengths in turn: " : ": ")
                + String.join("; ", parts)
                + ".");
  }

  /** As users have clips, where that was timed. */
  private Stage stage() {
    return inTurn() ? Stage.E2E_IN_TURN : Stage.E2E;
  }

  private boolean inTurn() {
    return ways.timed(Stage.E2E_IN_TURN);
  }

  private boolean usable(Ways.Way way) {
    return Standing.of(way.row()) != Standing.INVALID
        && way.row().verdict() != Verdict.CRASHED
        && (way.isItself() || !Double.isNaN(way.row().cosine()));
  }

  private static String exact(Optional<Faster> fastest) {
    if (fastest.isEmpty() || fastest.get().told() && fastest.get().ratio().value() < 1) {
      return "in float32 nothing is faster than its official graph on the CPU provider";
    }
    Faster one = fastest.get();
    return "in float32 "
        + how(one)
        + " is "
        + one.words()
        + " as its official graph on the CPU provider"
        + (one.told() ? "" : ", which the interval does not show");
  }

  private String reduced(Faster one) {
    StringBuilder text = new StringBuilder(how(one) + " is " + one.words());
    text.append(", with a cosine of ").append(RtfTable.cosine(one.way().row().cosine()));
    List<AccuracyRow> rates =
        ways.accuracy(one.way())
            .filter(row -> row.verdict() != AccuracyVerdict.REFERENCE)
            .filter(row -> !row.model().synthetic())
            .toList();
    for (AccuracyRow row : rates) {
      text.append(", and costs ")
          .append(AccuracyTables.percent(row.difference()))
          .append(" EER on ")
          .append(AccuracyTables.clip(row))
          .append(" (")
          .append(row.verdict())
          .append(')');
    }
    if (one.way().row().model().synthetic()) {
      text.append(
          ": an upper bound, as its weights are synthetic, that says nothing of trained ones");
    } else if (rates.isEmpty()) {
      text.append("; what it costs in errors, evaluate says");
    }
    return text.toString();
  }

  /** {@code openvino bf16}, {@code tuned, openvino bf16}, or the name of a form. */
  private static String how(Faster one) {
    var facts = one.way().row().model();
    if (!facts.formOf().isEmpty()) {
      return facts.name();
    }
    List<String> words = new ArrayList<>();
    if (facts.graph() != GraphForm.OFFICIAL) {
      words.add("its " + facts.graph() + " graph");
    }
    if (!facts.provider().equals(Provider.CPU.name())) {
      words.add(facts.provider() + " " + facts.computePrecision());
    }
    return String.join(" on ", words);
  }
}
