package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The embedded models. */
@Command(
    name = "models",
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
    Zoo zoo = option.zoo();
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
}
