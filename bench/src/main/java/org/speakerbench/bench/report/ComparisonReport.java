package org.speakerbench.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.internal.AtomicFile;

/** A comparison as text for the console, as Markdown, and as CSV. */
public final class ComparisonReport {
  /** Name of the Markdown file. */
  public static final String MARKDOWN = "comparison.md";

  private static final String METHOD =
      "Ratio: new over base, above 1 is slower; means of fork medians, 99% bootstrap interval over"
          + " forks. p: exact Mann-Whitney over fork medians, two-sided.";

  private final Comparison comparison;
  private final Gate gate;

  /**
   * A comparison, and the gate that decides on it.
   *
   * @param gate null if there is none
   */
  public ComparisonReport(Comparison comparison, Gate gate) {
    this.comparison = comparison;
    this.gate = gate;
  }

  /** The table, what has to be known with it, and the decision. */
  public String console() {
    StringBuilder text = new StringBuilder(table().text()).append('\n');
    text.append(Wrap.lines(METHOD));
    comparison.warnings().forEach(line -> text.append(Wrap.lines("warning: " + line)));
    if (gate != null) {
      text.append(gate.line(comparison.rows())).append('\n');
    }
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Comparison\n\n");
    ComparisonRow first = comparison.rows().get(0);
    text.append("Base `").append(first.baseRun()).append("`, new `");
    text.append(first.newRun()).append("`\n\n");
    if (gate != null) {
      text.append("**").append(gate.line(comparison.rows())).append("**\n\n");
    }
    text.append(table().markdown()).append('\n').append(METHOD).append("\n");
    if (!comparison.warnings().isEmpty()) {
      text.append('\n');
      comparison.warnings().forEach(line -> text.append("- ").append(line).append('\n'));
    }
    return text.toString();
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
          work(row.work()),
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

  /** What differs from one thread, one clip and three seconds is said. */
  private static String work(Work work) {
    StringBuilder text = new StringBuilder(work.stage().label());
    if (!work.model().isEmpty()) {
      text.insert(0, work.model() + " ");
    }
    if (!work.program().equals(Work.SPEAKERBENCH)) {
      text.insert(0, work.program() + " ");
    }
    if (work.scenario() == Scenario.OFFLINE) {
      text.append(" offline x").append(work.workers());
    }
    for (String axis :
        List.of(
            work.intraOpThreads() > 1 ? " threads=" + work.intraOpThreads() : "",
            work.batch() > 1 ? " batch=" + work.batch() : "",
            work.stage().perMachine() ? "" : " " + work.audioMs() + " ms")) {
      text.append(axis);
    }
    return text.toString();
  }
}
