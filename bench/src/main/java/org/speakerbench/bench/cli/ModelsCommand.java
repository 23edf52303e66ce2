package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The embedded models. */
@Command(
    name = "models",
    subcommands = {ModelsImport.class, ModelsInspect.class, ModelsPortable.class},
    description = {
      "Lists the embedded models: published architectures with synthetic (seeded) weights.",
      "Their cost and numerics are those of the architecture; their speaker accuracy is nil."
    })
final class ModelsCommand implements Runnable {
  @Mixin ZooOption zooOption;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    Zoo zoo = zooOption.zoo();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-19s %-19s %8s %5s %8s  %-9s %s%n",
        "key",
        "model",
        "params",
        "dim",
        "weights",
        "kind",
        "architecture");
    for (String key : Zoo.keys()) {
      ZooModel model = Zoo.model(key);
      out.printf(
          Locale.ROOT,
          "%-19s %-19s %7.2fM %5d %5d MB  %-9s %s%n",
          key,
          model.title(),
          model.parameters() / 1e6,
          model.embeddingDim(),
          model.weightsBytes() / 1_000_000,
          "synthetic",
          model.architecture());
    }
    out.println("Weights are made on first use in " + zoo.directory());
  }

  @Command(
      name = "materialize",
      description = "Writes a model's files, KEY.onnx and KEY.weights, to a folder.")
  int materialize(
      @Parameters(paramLabel = "KEY", description = "Key of the model.") String key,
      @Parameters(paramLabel = "DIR", description = "Folder, made if missing.") Path folder) {
    spec.commandLine().getOut().println(Zoo.materialize(key, folder));
    return RootCommand.OK;
  }

  @Command(
      name = "verify",
      description = "Compares the SHA-256 of the files in the cache folder with their recipes.")
  int verify(
      @Mixin ZooOption option,
      @Parameters(arity = "0..*", paramLabel = "KEY", description = "Keys (default: all).")
          List<String> keys) {
    Zoo zoo = zoo(option);
    int code = RootCommand.OK;
    for (String key : keys == null ? Zoo.keys() : keys) {
      Optional<String> difference = zoo.verify(key);
      boolean made = zoo.hasFiles(key);
      spec.commandLine()
          .getOut()
          .println(key + ": " + (made ? difference.orElse("ok") : "not made yet"));
      if (made && difference.isPresent()) {
        code = RootCommand.FAILED;
      }
    }
    return code;
  }

  @Command(
      name = "rm",
      description = {
        "Deletes models from the cache folder: weights, graphs and what was kept of them.",
        "They are made again when they are used."
      })
  int rm(
      @Mixin ZooOption option,
      @Option(names = "--all", description = "All models.") boolean all,
      @Parameters(arity = "0..*", paramLabel = "KEY", description = "Keys of the models.")
          List<String> keys)
      throws IOException {
    if (all != (keys == null)) {
      throw new SpeakerbenchException(
          "models rm: found "
              + (all ? "--all and keys" : "neither keys nor --all")
              + ", expected one of them");
    }
    List<String> chosen = all ? Zoo.keys() : keys;
    chosen.forEach(Zoo::model); // all of them are known, or none is deleted
    Zoo zoo = zoo(option);
    PrintWriter out = spec.commandLine().getOut();
    long freed = 0;
    for (String key : chosen) {
      long bytes = zoo.delete(key);
      freed += bytes;
      if (!all || bytes > 0) {
        out.println(key + ": " + (bytes > 0 ? megabytes(bytes) : "not there"));
      }
    }
    out.println("Freed " + megabytes(freed) + " in " + zoo.directory());
    return RootCommand.OK;
  }

  /** The option may stand before or behind the command below this one. */
  private Zoo zoo(ZooOption behind) {
    return (behind.isGiven() ? behind : zooOption).zoo();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
