package org.speakerbench.bench.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.golden.pack.GoldenPack;
import picocli.CommandLine.Option;

/** {@code --golden}: the packs to check against. */
final class GoldenOption {
  @Option(
      names = "--golden",
      paramLabel = "DIR|NAME",
      split = ",",
      description =
          "Golden packs: folders, or names of embedded ones; repeat it or separate them by commas"
              + " (default: all embedded packs).")
  private List<String> packs;

  List<GoldenPack> packs() {
    return packs == null
        ? GoldenPack.embeddedNames().stream().map(GoldenPack::embedded).toList()
        : packs.stream().distinct().map(GoldenOption::open).toList();
  }

  /** The name of an embedded pack wins over a folder of the same name. */
  private static GoldenPack open(String pack) {
    if (GoldenPack.embeddedNames().contains(pack)) {
      return GoldenPack.embedded(pack);
    }
    try {
      // The empty path would be the working directory.
      if (!pack.isEmpty() && Files.isDirectory(Path.of(pack))) {
        return GoldenPack.open(Path.of(pack));
      }
    } catch (InvalidPathException e) {
      // Not a folder either.
    }
    throw new SpeakerbenchException(
        "golden pack "
            + (pack.isEmpty() ? "with an empty name" : pack)
            + ": found no such folder, expected a folder with a manifest.json or one of "
            + String.join(", ", GoldenPack.embeddedNames()));
  }
}
