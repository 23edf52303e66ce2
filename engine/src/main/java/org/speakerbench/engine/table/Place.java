package org.speakerbench.engine.table;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Where an index says that an array is: {@code FILE}, {@code FILE:OFFSET}, each with a range behind
 * it or without.
 *
 * @param offset first byte; 0 if there is none
 * @param range the text between the brackets; null if there is none
 */
record Place(Path file, long offset, String range) {
  private static final Pattern RANGE = Pattern.compile("(.+)\\[([0-9:, ]*)\\]");
  private static final Pattern OFFSET = Pattern.compile("(.+):(\\d{1,18})");

  /**
   * Takes it apart; a file with just that name comes first.
   *
   * @param folder where a path is looked for that is not there from here; null for nowhere else
   * @throws SpeakerbenchException if there is no such file
   */
  static Place parse(String text, Path folder) {
    if (text.endsWith("|") || text.startsWith("|")) {
      throw new SpeakerbenchException(
          "found the command \"" + text + "\", expected a place in a file: commands are not run");
    }
    Optional<Path> whole = find(text, folder);
    if (whole.isPresent()) {
      return new Place(whole.get(), 0, null);
    }
    Matcher ranged = RANGE.matcher(text);
    String range = ranged.matches() ? ranged.group(2) : null;
    String rest = range == null ? text : ranged.group(1);
    Matcher placed = OFFSET.matcher(rest);
    String file = placed.matches() ? placed.group(1) : rest;
    long offset = placed.matches() ? Long.parseLong(placed.group(2)) : 0;
    Path found =
        find(file, folder).orElseThrow(() -> new SpeakerbenchException("found no file " + file));
    return new Place(found, offset, range);
  }

  private static Optional<Path> find(String text, Path folder) {
    try {
      Path path = Path.of(text);
      if (Files.isRegularFile(path)) {
        return Optional.of(path);
      }
      return Optional.ofNullable(folder)
          .map(there -> there.resolve(path))
          .filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
