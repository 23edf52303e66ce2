package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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

  /**
   * The packs to check. Of the embedded ones those are left out, with a line, of which each model
   * is a file that nobody named: only its user has it.
   *
   * @param models names of those that are asked for; null for all
   * @param out where the lines go
   */
  List<GoldenPack> packs(Collection<String> models, PrintWriter out) {
    if (packs != null) {
      return packs.stream().distinct().map(GoldenOption::open).toList();
    }
    List<GoldenPack> chosen = new ArrayList<>();
    for (GoldenPack pack : GoldenPack.embeddedNames().stream().map(GoldenPack::embedded).toList()) {
      List<String> files = pack.modelFiles();
      if (files.isEmpty() || models != null && files.stream().anyMatch(models::contains)) {
        chosen.add(pack);
      } else if (models == null) {
        out.println(
            "golden pack "
                + pack.name()
                + ": not checked, --models "
                + files.get(0)
                + "=PATH checks it with the ONNX file of that model");
      }
    }
    return chosen;
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
