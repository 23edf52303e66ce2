package org.speakerbench.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.compare.GateDecision;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.engine.internal.AtomicFile;

/** A comparison as text for the console, as Markdown, and as CSV. */
public final class ComparisonReport {
  /** Name of the Markdown file. */
  public static final String MARKDOWN = "comparison.md";

  private static final String METHOD =
      "Ratio: new over base, above 1 is slower; means of fork medians, 99% bootstrap interval over"
          + " forks. p: exact Mann-Whitney over fork medians, two-sided.";

  private final Comparison comparison;
  private final Optional<GateDecision> decision;

  /**
   * A comparison, and the gate that decides on it.
   *
   * @param gate null if there is none
   */
  public ComparisonReport(Comparison comparison, Gate gate) {
    this.comparison = comparison;
    decision = Optional.ofNullable(gate).map(g -> g.decide(comparison));
  }

  /** Empty if there is no gate. */
  public Optional<GateDecision> decision() {
    return decision;
  }

  /** What comes before any table. */
  public Opening opening() {
    ComparisonAnswer answer = new ComparisonAnswer(comparison.rows());
    List<String> said =
        Stream.concat(decision.map(GateDecision::line).stream(), Stream.of(answer.sentence()))
            .toList();
    // A slower version is to be acted on; a slower machine is not.
    boolean act =
        decision
            .map(gate -> gate.outcome() == GateDecision.Outcome.FAIL)
            .orElse(answer.worse() && comparison.machines().same());
    return act
        ? new Opening(said, List.of(), comparison.notices())
        : new Opening(List.of(), said, comparison.notices());
  }

  /** The opening, of which the gate is one line for scripts, and the table. */
  public String console() {
    StringBuilder text = new StringBuilder();
    decision.ifPresent(gate -> text.append(gate.line()).append('\n'));
    text.append(Wrap.lines(new ComparisonAnswer(comparison.rows()).sentence()));
    comparison.notices().forEach(notice -> text.append(Wrap.lines("warning: " + notice)));
    text.append('\n').append(table().text()).append('\n').append(Wrap.lines(METHOD));
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Comparison\n\n");
    decision.ifPresent(gate -> text.append("**").append(gate.line()).append("**\n\n"));
    text.append(new ComparisonAnswer(comparison.rows()).sentence()).append("\n\n");
    ComparisonRow first = comparison.rows().get(0);
    text.append("Base `").append(first.baseRun()).append("`, new `");
    text.append(first.newRun()).append("`\n\n");
    comparison.notices().forEach(notice -> text.append("- ").append(notice).append('\n'));
    text.append(comparison.notices().isEmpty() ? "" : "\n");
    return text.append(table().markdown()).append('\n').append(METHOD).append("\n").toString();
  }

  /** Writes both files into a folder. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(ComparisonCsv.FILE), ComparisonCsv.text(comparison.rows()));
    AtomicFile.write(folder.resolve(MARKDOWN), markdown());
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "Work", "Clock", "Base ms", "New ms", "Ratio\n[99% interval]", "p", "Verdict", "Why");
    for (ComparisonRow row : comparison.rows()) {
      table.row(
          row.work().described(),
          row.clock().label(),
          Decimal.fixed(row.baseMs(), 3),
          Decimal.fixed(row.newMs(), 3),
          ratio(row),
          Decimal.fixed(row.pValue(), 4),
          row.verdict().label(),
          row.reason());
    }
    return table;
  }

  private static String ratio(ComparisonRow row) {
    String ratio = Decimal.fixed(row.ratio(), 3);
    return Double.isNaN(row.ratioLow())
        ? ratio
        : ratio
            + " ["
            + Decimal.fixed(row.ratioLow(), 3)
            + ", "
            + Decimal.fixed(row.ratioHigh(), 3)
            + "]";
  }
}
