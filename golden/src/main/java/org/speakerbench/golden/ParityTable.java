package org.speakerbench.golden;

import java.util.List;
import java.util.StringJoiner;

/**
 * The reports as text: for each pack a line for each clip and stage; then a summary, every failure
 * in full, and the verdict as the last line.
 */
final class ParityTable {
  /** What the columns hold, once on top. */
  static final String LEGEND =
      """
      For each clip and stage the error nearest its limit, what others reach by the same measure, the
      share of the limit that is used, and where the largest error is. onnxruntime is Python's: at
      INFERENCE and SWEEP on the same features, at END_TO_END on those of kaldi-native-fbank.
      """;

  private final StringBuilder out = new StringBuilder();

  private ParityTable() {}

  /** Everything. */
  static String full(ParityReports reports) {
    ParityTable text = new ParityTable();
    text.out.append(LEGEND);
    reports.packs().forEach(text::clips);
    text.end(reports);
    return text.out.toString();
  }

  /** The end of one report: what a failed test shows. */
  static String render(ParityReport report) {
    return summary(new ParityReports(List.of(report)));
  }

  /** Without the lines for each clip. */
  static String summary(ParityReports reports) {
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
          && report.rows().stream().noneMatch(row -> row.stage() == Stage.DISTINCT)) {
        out.append(Stage.DISTINCT)
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
