package org.speakerbench.bench.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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
              + " (default: all embedded packs, but of one whose models are files, only where --models"
              + " names such a model).")
  private List<String> packs;

  /**
   * The packs to check. Of the embedded ones those are left out whose models are files that nobody
   * named: only their users have them.
   *
   * @param models names of those that are asked for; null for all
   */
  List<GoldenPack> packs(Collection<String> models) {
    return packs == null
        ? embedded().filter(pack -> isComplete(pack, models)).toList()
        : packs.stream().distinct().map(GoldenOption::open).toList();
  }

  /** A line for each embedded pack that is left out of a check of everything. */
  List<String> leftOut() {
    return packs != null
        ? List.of()
        : embedded()
            .filter(pack -> !isComplete(pack, null))
            .map(
                pack ->
                    "golden pack "
                        + pack.name()
                        + ": not checked, --models "
                        + pack.modelFiles().get(0)
                        + "=PATH checks it with the ONNX file of that model")
            .toList();
  }

  private static Stream<GoldenPack> embedded() {
    return GoldenPack.embeddedNames().stream().map(GoldenPack::embedded);
  }

  private static boolean isComplete(GoldenPack pack, Collection<String> models) {
    List<String> files = pack.modelFiles();
    return files.isEmpty() || models != null && files.stream().anyMatch(models::contains);
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
