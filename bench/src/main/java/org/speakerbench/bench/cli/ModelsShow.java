package org.speakerbench.bench.cli;

import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.catalogue.FetchedModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is known of a public model. */
@Command(
    name = "show",
    description = {
      "Prints all that the catalogue has of a public model, each fact with where it is from, and"
          + " whether it was fetched."
    })
final class ModelsShow implements Runnable {
  @Parameters(paramLabel = "KEY", description = "Key of the catalogue.")
  private String key;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    new CataloguePrinter(FetchedModels.inCacheFolder())
        .show(Catalogue.entry(key), spec.commandLine().getOut());
  }
}
