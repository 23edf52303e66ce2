package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParitySuite;
import org.speakerbench.golden.report.ClipChoice;
import org.speakerbench.golden.report.ParityCsv;
import org.speakerbench.golden.report.ParityPage;
import org.speakerbench.golden.report.ParityTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Parity with Python: the golden check as a command. */
@Command(
    name = "verify",
    description = {
      "Compares this machine's samples, features and embeddings with those of Python, stage by stage.",
      "For each clip and stage: our error, what others reach by the same measure, the limit, and"
          + " where the largest error is.",
      "The last line is \"parity: PASS (...)\" with exit code 0, or \"parity: FAIL at STAGE (...)\""
          + " with the first diverging stage and exit code 1; exit code 2 if nothing could be"
          + " checked."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin GoldenOption golden;

  @Option(
      names = "--models",
      paramLabel = "MODELS",
      description =
          "Comma-separated zoo keys, all of them by the word all, or NAME=PATH of ONNX files, as"
              + " named in the packs; each is checked on the packs that have it (default: all zoo models of the packs).")
  private String models;

  @Option(
      names = "--summary",
      description = "Print no line for each clip: only the summary, failures and the verdict.")
  private boolean summary;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for parity.csv, made if missing (default: none is written).")
  private Path out;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page with all tables and, for the worst clips, maps of the errors (frames x"
              + " bins); it opens from disk with no network.")
  private Path html;

  @Option(
      names = "--html-clips",
      paramLabel = "N|ID,...",
      description =
          "Clips to draw: how many of the worst, or which (default: "
              + ClipChoice.DEFAULT_WORST
              + ").")
  private String htmlClips;

  @Mixin TuneOption tune;
  @Mixin ProviderOptions providers;
  @Mixin ZooOption zoo;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (htmlClips != null && html == null) {
      throw new ParameterException(
          spec.commandLine(), "--html-clips found without --html, expected both");
    }
    List<ModelRef> chosen = models == null ? null : ModelRef.parseList(models);
    ParitySuite suite = ParitySuite.of(golden.packs(names(chosen)), zoo.zoo());
    Path csv = out == null ? null : OutputFile.check(out.resolve("parity.csv"));
    ParityPage page = html == null ? null : new ParityPage(suite, ClipChoice.parse(htmlClips));
    if (html != null) {
      OutputFile.check(html);
    }
    if (chosen == null) {
      golden.leftOut().forEach(spec.commandLine().getErr()::println);
    }
    List<ModelRef> asked = chosen == null ? suite.models() : chosen;
    ParityReports reports =
        suite.run(
            tune.with(
                providers.with(asked, zoo.zoo(), spec.commandLine().getErr()),
                zoo.zoo(),
                spec.commandLine().getErr()));
    if (summary) {
      ParityTable.printSummary(reports, spec.commandLine().getOut());
    } else {
      ParityTable.print(reports, spec.commandLine().getOut());
    }
    if (csv != null) {
      ParityCsv.write(reports, csv);
    }
    if (page != null) {
      page.write(reports, html);
    }
    return reports.passed() ? RootCommand.OK : RootCommand.FAILED;
  }

  private static List<String> names(List<ModelRef> models) {
    return models == null ? null : models.stream().map(ModelRef::name).toList();
  }
}
