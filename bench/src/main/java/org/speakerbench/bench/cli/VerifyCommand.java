package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.GoldenPack;
import org.speakerbench.golden.ParityCheck;
import org.speakerbench.golden.ParityReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Parity with Python: the golden check as a command. */
@Command(
    name = "verify",
    description = {
      "Compares this machine's samples, features and embeddings with those of Python, stage by stage.",
      "Exit code 1 and a last line that names the first diverging stage when a limit is exceeded."
    })
final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--golden",
      paramLabel = "DIR",
      description = "Golden pack (default: the embedded one).")
  private Path golden;

  @Option(
      names = "--models",
      paramLabel = "MODELS",
      description = {
        "Comma-separated zoo keys or NAME=PATH of ONNX files, as named in the pack",
        "(default: all zoo models of the pack)."
      })
  private String models;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for parity.csv, made if missing (default: none is written).")
  private Path out;

  @Mixin ZooOption zoo;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    GoldenPack pack = golden == null ? GoldenPack.embedded() : GoldenPack.open(golden);
    List<ModelRef> checked = models == null ? pack.zooModels() : ModelRef.parseList(models);
    if (out != null) {
      makeFolder();
    }
    ParityReport report = new ParityCheck(pack, zoo.zoo()).run(checked);
    report.print(spec.commandLine().getOut());
    if (out != null) {
      report.writeCsv(out.resolve("parity.csv"));
    }
    return report.passed() ? RootCommand.OK : RootCommand.FAILED;
  }

  /** Before the long work starts. */
  private void makeFolder() throws IOException {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot make the output folder " + out + ": " + e, e);
    }
    if (!Files.isWritable(out)) {
      throw new SpeakerbenchException(
          "output folder " + out + " is not writable, expected a folder that can be written to");
    }
  }
}
