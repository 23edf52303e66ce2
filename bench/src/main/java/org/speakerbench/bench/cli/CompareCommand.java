package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.bench.compare.Comparison;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.compare.GateDecision;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.report.ComparisonReport;
import org.speakerbench.bench.report.ReportPage;
import org.speakerbench.engine.SpeakerbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two report folders, or the two versions that one run interleaved. */
@Command(
    name = "compare",
    description = {
      "Compare two report folders of speakerbench rtf: ratio with interval, exact p and verdict of"
          + " each row.",
      "Different work is refused, different machines are told. With one folder, the two versions"
          + " of a run with --against are compared.",
      "With --gate the first line is \"gate: PASS|FAIL|UNDECIDED (...)\", with exit code 0, 1 or 2:"
          + " PASS if the data exclude such a slowdown, FAIL if they show it."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASE", description = "Report folder to compare with.")
  private Path base;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NEW",
      description = "Report folder that is compared; may be left out, see above.")
  private Path next;

  @Option(
      names = "--gate",
      paramLabel = "PERCENT",
      description =
          "Exit with 1 if e2e or extract is slower by more by wall clock (p below 0.01 and the whole"
              + " 99%% interval beyond it), with 0 if the interval of each excludes it, and with 2 if"
              + " one is undecided; such as 5%%.")
  private String gate;

  @Option(
      names = Gate.ACROSS_MACHINES,
      description =
          "Let the gate decide on reports of different machines, or of machines that are not known"
              + " to be the same.")
  private boolean acrossMachines;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for comparison.csv, comparison.md and report.html, made if missing (default:"
              + " none is written).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Gate decided = gate == null ? null : Gate.parse(gate, acrossMachines);
    if (out != null) {
      OutputFile.check(out.resolve(ComparisonCsv.FILE));
      OutputFile.check(out.resolve(ComparisonReport.MARKDOWN));
    }
    double band = decided == null ? Comparison.DEFAULT_BAND : decided.band();
    List<ReportData> reports = new ArrayList<>(List.of(ReportData.read(base)));
    if (next != null) {
      reports.add(ReportData.read(next));
    }
    Comparison comparison = compare(reports, band);
    ComparisonReport report = new ComparisonReport(comparison, decided);
    if (out != null) {
      report.write(out);
      ReportPage.write(reports, comparison.rows(), report.opening(), out.resolve(ReportPage.FILE));
    }
    spec.commandLine().getOut().print(report.console());
    spec.commandLine().getOut().flush();
    return report.decision().map(CompareCommand::exitCode).orElse(RootCommand.OK);
  }

  private Comparison compare(List<ReportData> reports, double band) {
    if (reports.size() == 2) {
      return Comparison.of(reports.get(0), reports.get(1), band);
    }
    return Comparison.within(reports.get(0), band)
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    base
                        + ": found a report of one version, expected one of rtf --against, or a"
                        + " second report"));
  }

  /** Exit code of a gate. */
  static int exitCode(GateDecision decision) {
    return switch (decision.outcome()) {
      case PASS -> RootCommand.OK;
      case FAIL -> RootCommand.FAILED;
      case UNDECIDED -> RootCommand.USAGE;
    };
  }
}
