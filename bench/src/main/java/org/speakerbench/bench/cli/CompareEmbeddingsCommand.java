package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.speakerbench.bench.embeddings.Limits;
import org.speakerbench.bench.embeddings.SetComparison;
import org.speakerbench.bench.embeddings.SetCsv;
import org.speakerbench.bench.embeddings.SetPage;
import org.speakerbench.bench.embeddings.SetReport;
import org.speakerbench.engine.internal.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two sets of embeddings or features: what signs off a migration or a change of runtime. */
@Command(
    name = "compare-embeddings",
    description = {
      "Compares two sets of embeddings or features, utterance by utterance.",
      "Each is a folder of a file each, an index, a Kaldi archive, .npy with its ids, .npz or JSON"
          + " Lines, whoever wrote it. The first line is PASS, with exit code 0, or FAIL, with 1;"
          + " without an utterance in both it is 2."
    })
final class CompareEmbeddingsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "The set to hold the other against.")
  private Path a;

  @Parameters(index = "1", paramLabel = "B", description = "The set that is to be as A is.")
  private Path b;

  @Option(
      names = "--min-cosine",
      paramLabel = "C",
      defaultValue = "0.9999",
      description = "Fail if an utterance has less (default: ${DEFAULT-VALUE}).")
  private double minCosine;

  @Option(
      names = "--max-l2",
      paramLabel = "D",
      defaultValue = "0.02",
      description = {
        "Fail if |B - A| / |A| of an utterance is more (default: ${DEFAULT-VALUE}).",
        "Infinity for sets of which one is scaled, to length 1 for example."
      })
  private double maxL2;

  @Option(
      names = "--common",
      description = "Utterances that only one of them has are told and no failure.")
  private boolean common;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for embeddings.csv and embeddings.html, made if missing (default: none is"
              + " written).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Limits limits = new Limits(minCosine, maxL2, common);
    if (out != null) {
      OutputFile.check(out.resolve(SetCsv.FILE));
      OutputFile.check(out.resolve(SetPage.FILE));
    }
    SetComparison comparison = SetComparison.of(a, b, limits);
    if (out != null) {
      AtomicFile.write(out.resolve(SetCsv.FILE), SetCsv.text(comparison));
      SetPage.write(comparison, out.resolve(SetPage.FILE));
    }
    PrintWriter console = spec.commandLine().getOut();
    console.print(new SetReport(comparison).console());
    console.flush();
    return comparison.isEmpty()
        ? RootCommand.USAGE
        : comparison.passes() ? RootCommand.OK : RootCommand.FAILED;
  }
}
