package org.speakerbench.bench.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The embedded models and the public ones. */
@Command(
    name = "models",
    subcommands = {
      ModelsFetch.class,
      ModelsShow.class,
      ModelsImport.class,
      ModelsInspect.class,
      ModelsPortable.class,
      ModelsTune.class
    },
    description = {
      "Lists the embedded models and the catalogue of public ones; shows, fetches and inspects models.",
      "Embedded are published architectures with synthetic (seeded) weights: their cost and numerics are those of the architecture, their speaker accuracy is nil.",
      "Public models have trained weights: models show tells what is known of one, models fetch downloads it."
    })
final class ModelsCommand implements Runnable {
  private static final String GOOD = "ok";
  private static final String ROW = "%-20s %7s %3s %7s  %s%n";

  @Option(names = "--json", description = "Print one JSON array of all models.")
  private boolean json;

  @Mixin ZooOption zooOption;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    Zoo zoo = zooOption.zoo();
    FetchedModels fetched = FetchedModels.inCacheFolder();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(describe(fetched));
      return;
    }
    out.println("Embedded models, with synthetic weights:");
    out.printf(
        Locale.ROOT, ROW, "key", "params", "dim", "weights", "a checkpoint of that architecture");
    for (String key : Zoo.keys()) {
      ZooModel model = Zoo.model(key);
      out.printf(
          Locale.ROOT,
          ROW,
          key,
          String.format(Locale.ROOT, "%.2fM", model.parameters() / 1e6),
          model.embeddingDim(),
          model.weightsBytes() / 1_000_000 + " MB",
          model.modelscopeId());
    }
    out.println("Weights are made on first use in " + zoo.directory());
    out.println();
    out.println("Public models, with trained weights (* is fetched; show KEY tells sources):");
    new CataloguePrinter(fetched).table(out);
    out.println("models fetch KEY downloads to " + fetched.directory());
  }

  private static String describe(FetchedModels fetched) {
    ArrayNode models = JsonNodeFactory.instance.arrayNode();
    for (String key : Zoo.keys()) {
      ZooModel model = Zoo.model(key);
      models
          .addObject()
          .put("key", key)
          .put("kind", "synthetic")
          .put("title", model.title())
          .put("architecture", model.architecture())
          .put("parameters", model.parameters())
          .put("embeddingSize", model.embeddingDim())
          .put("weightsBytes", model.weightsBytes());
    }
    CataloguePrinter printer = new CataloguePrinter(fetched);
    Catalogue.entries().forEach(entry -> printer.describe(entry, models.addObject()));
    return models.toPrettyString();
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
      description = {
        "Compares the SHA-256 of the files in the cache folder: of embedded models with their"
            + " recipes, of fetched ones with what was recorded when they were fetched."
      })
  int verify(
      @Mixin ZooOption option,
      @Parameters(
              arity = "0..*",
              paramLabel = "KEY",
              description = "Keys (default: all embedded models and those that were fetched).")
          List<String> keys) {
    Zoo zoo = zoo(option);
    FetchedModels fetched = FetchedModels.inCacheFolder();
    int code = RootCommand.OK;
    for (String key : keys == null ? all(fetched) : keys) {
      Optional<String> state =
          Catalogue.contains(key) ? state(key, fetched) : state(key, zoo); // the zoo tells others
      spec.commandLine().getOut().println(key + ": " + state.orElse(GOOD));
      boolean there = Catalogue.contains(key) ? fetched.file(key).isPresent() : zoo.hasFiles(key);
      if (there && state.isPresent()) {
        code = RootCommand.FAILED;
      }
    }
    return code;
  }

  private static List<String> all(FetchedModels fetched) {
    return Stream.concat(
            Zoo.keys().stream(),
            Catalogue.keys().stream().filter(key -> fetched.file(key).isPresent()))
        .toList();
  }

  /** What is wrong with a model; empty if nothing is. */
  private static Optional<String> state(String key, Zoo zoo) {
    Optional<String> difference = zoo.verify(key);
    return zoo.hasFiles(key) ? difference : Optional.of("not made yet");
  }

  private static Optional<String> state(String key, FetchedModels fetched) {
    return fetched.file(key).isPresent() ? fetched.verify(key) : Optional.of("not fetched");
  }

  @Command(
      name = "rm",
      description = {
        "Deletes models from the cache folder: weights, graphs and what was kept of them.",
        "Embedded ones are made again when they are used; fetched ones, and what there is of a"
            + " download that was broken off, must be fetched again."
      })
  int rm(
      @Mixin ZooOption option,
      @Option(names = "--all", description = "All embedded models; none that was fetched.")
          boolean all,
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
    // all of them are known, or none is deleted
    chosen.stream().filter(key -> !Catalogue.contains(key)).forEach(Zoo::model);
    Zoo zoo = zoo(option);
    PrintWriter out = spec.commandLine().getOut();
    long freed = 0;
    for (String key : chosen) {
      long bytes =
          Catalogue.contains(key) ? FetchedModels.inCacheFolder().delete(key) : zoo.delete(key);
      freed += bytes;
      if (!all || bytes > 0) {
        out.println(key + ": " + (bytes > 0 ? megabytes(bytes) : "not there"));
      }
    }
    String where = chosen.stream().allMatch(Catalogue::contains) ? "" : " in " + zoo.directory();
    out.println("Freed " + megabytes(freed) + where);
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
