package org.speakerbench.golden.junit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.pack.Provenance;

/** What a test says when embeddings have changed. */
final class Failure {
  /** Rows that are told; the rest is counted. */
  private static final int MOST_ROWS = 5;

  /** Versions that a pack names, the first that is there: of own models, of the zoo's. */
  private static final List<String> RUNTIMES = List.of("onnxruntime of own models", "onnxruntime");

  private Failure() {}

  /** One check that failed. */
  static AssertionError of(ParityReport report, ParityRow row) {
    return new AssertionError(row.explain() + "\n" + first(report, row) + facts(report));
  }

  /** All checks of a report that failed. */
  static AssertionError of(ParityReport report) {
    List<ParityRow> failures = report.failures();
    String rows =
        failures.stream()
            .limit(MOST_ROWS)
            .map(ParityRow::explain)
            .collect(Collectors.joining("\n"));
    int more = failures.size() - MOST_ROWS;
    return new AssertionError(
        report.finalLine()
            + "\n"
            + rows
            + (more > 0 ? "\nand " + more + " more" : "")
            + "\n"
            + facts(report));
  }

  private static String first(ParityReport report, ParityRow row) {
    return report
        .firstFailure(row.clip(), row.model())
        .map(first -> "  first diverging stage of " + row.clip() + ": " + first.stage() + "\n")
        .orElse("");
  }

  private static String facts(ParityReport report) {
    return "  golden pack "
        + report.pack()
        + ": made by "
        + maker(report.provenance())
        + "\n  here: "
        + Machine.describe();
  }

  private static String maker(Provenance provenance) {
    Map<String, String> versions = provenance.versions();
    String runtime =
        RUNTIMES.stream().filter(versions::containsKey).findFirst().map(versions::get).orElse("?");
    return "ONNX Runtime " + runtime + ", " + provenance.platform() + ", " + provenance.cpuIsa();
  }
}
