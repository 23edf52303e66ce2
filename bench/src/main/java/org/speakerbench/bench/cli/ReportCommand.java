package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.bench.format.ReportFolder;
import org.speakerbench.bench.report.RenderedReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports of runs that were measured before. */
@Command(
    name = "report",
    description = {
      "Renders report folders of rtf and evaluate.",
      "With --out: merges the runs of several machines into one summary.csv, measurements.csv,"
          + " report.md and report.html; the environments are environment-1.json and so on, in the"
          + " order of the folders.",
      "Without --out: writes report.md and report.html of one folder anew. NAME.incomplete, which"
          + " a run left that was cut off, gets its name.",
      "A folder of evaluate is drawn too; given with one run of rtf and --out, it is joined with it."
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Report folders.")
  private List<Path> folders;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "New folder for the merged report; needed for several folders.")
  private Path out;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (out == null && folders.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "found " + folders.size() + " folders without --out, expected --out DIR to merge them");
    }
    if (out != null) {
      ReportFolder.requireFree(out);
    }
    RenderedReport report = RenderedReport.read(folders);
    if (out == null) {
      report.writeInPlace();
    }
    Path written = out == null ? ReportFolder.finish(folders.get(0)) : report.merge(out);
    spec.commandLine().getOut().println("report: " + written.resolve("report.html"));
    return RootCommand.OK;
  }
}
