package org.speakerbench.bench.cli;

import java.nio.file.Path;
import org.speakerbench.engine.zoo.Zoo;
import picocli.CommandLine.Option;

/** {@code --zoo-dir}, for every command that takes a model. */
final class ZooOption {
  @Option(
      names = "--zoo-dir",
      paramLabel = "DIR",
      description = "Folder for the weights of the embedded models (default: the cache folder).")
  private Path directory;

  boolean isGiven() {
    return directory != null;
  }

  Zoo zoo() {
    return directory == null ? Zoo.inCacheFolder() : new Zoo(directory);
  }
}
