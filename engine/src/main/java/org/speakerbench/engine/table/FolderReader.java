package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;

/** Reads a folder of files of one utterance each, whose ids are their names without the suffix. */
final class FolderReader {
  private static final List<String> SUFFIXES = List.of(".npy", ".embedding", NumberLines.FEATURES);

  private FolderReader() {}

  static void read(Path folder, Table.Visitor each) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> suffix(name(file)) != null).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new SpeakerbenchException(
          folder
              + ": found no file of an utterance, expected names that end with one of "
              + SUFFIXES);
    }
    PlaceReader places = new PlaceReader(null);
    for (Path file : files) {
      String name = name(file);
      String id = name.substring(0, name.length() - suffix(name).length());
      each.take(id, places.read(file.toString()));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Of an output; null of other and of hidden files, such as those that are being written. */
  private static String suffix(String name) {
    return SUFFIXES.stream()
        .filter(end -> name.endsWith(end) && !name.startsWith(".") && name.length() > end.length())
        .findFirst()
        .orElse(null);
  }
}
