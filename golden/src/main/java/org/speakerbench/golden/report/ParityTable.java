package org.speakerbench.golden.report;

import java.io.PrintWriter;
import java.util.StringJoiner;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.check.ParityStage;
import org.speakerbench.golden.pack.Provenance;

/**
 * The reports as text: for each pack a line for each clip and stage; then a summary, every failure
 * in full, and the verdict as the last line.
 */
public final class ParityTable {
  /** What the columns hold, once on top. */
  static final String LEGEND =
      """
      For each clip and stage the error nearest its limit, what others reach by the same measure, the
      share of the limit that is used, and where the largest error is. onnxruntime is Python's: at
      INFERENCE and SWEEP on the same features, at END_TO_END on those of kaldi-native-fbank.
      """;

  private final StringBuilder out = new StringBuilder();

  private ParityTable() {}

  /** Prints a line for each clip and stage, a summary, all failures and the verdict. */
  public static void print(ParityReports reports, PrintWriter out) {
    out.print(full(reports));
    out.flush();
  }

  /** Prints a summary, all failures and the verdict. */
  public static void printSummary(ParityReports reports, PrintWriter out) {
    out.print(summary(reports));
    out.flush();
  }

  /** All that {@link #print} prints. */
  static String full(ParityReports reports) {
    ParityTable text = new ParityTable();
    text.out.append(LEGEND);
    reports.packs().forEach(text::clips);
    text.end(reports);
    return text.out.toString();
  }

  /** All that {@link #printSummary} prints. */
  public static String summary(ParityReports reports) {
    ParityTable text = new ParityTable();
    text.end(reports);
    return text.out.toString();
  }

  /** The versions that a pack was made with, in one line. */
  static String describe(Provenance provenance) {
    StringJoiner text = new StringJoiner(", ");
    provenance
        .versions()
        .forEach(
            (name, version) -> {
              if (version != null) {
                text.add(name + " " + version);
              }
            });
    return text.add(provenance.platform() + " " + provenance.cpuIsa()).toString();
  }

  private void clips(ParityReport report) {
    for (ParitySections.Section section : ParitySections.sections(report)) {
      out.append("\n== ").append(report.pack()).append(": ").append(section.title()).append('\n');
      out.append(section.lines().text());
    }
    out.append('\n');
  }

  private void end(ParityReports reports) {
    for (ParityReport report : reports.packs()) {
      out.append("golden pack ").append(report.pack()).append(": ");
      out.append(describe(report.provenance())).append('\n');
      out.append(ParitySections.summary(report).text());
      if (!report.models().isEmpty()
          && report.rows().stream().noneMatch(row -> row.stage() == ParityStage.DISTINCT)) {
        out.append(ParityStage.DISTINCT)
            .append(": not checked, there are no two voices among these clips\n");
      }
    }
    for (ParityReport report : reports.packs()) {
      for (ParityRow row : report.failures()) {
        out.append("failed: ");
        out.append(reports.packs().size() == 1 ? "" : "pack " + report.pack() + ", ");
        out.append(row.explain()).append('\n');
      }
    }
    out.append(reports.finalLine()).append('\n');
  }
}
