package org.speakerbench.engine.extract;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the id in a {@code wav.scp}. The C++ tools know paths only; Kaldi also writes
 * commands ({@code sox a.flac -t wav - |}), places in archives ({@code wav.ark:12}) and {@code -}.
 *
 * @param kind what it is
 * @param text the path or the command
 * @param offset first byte of the clip in an archive; else 0
 */
record ClipEntry(Kind kind, String text, long offset) {

  /** Kinds of entries. */
  enum Kind {
    /** The path of a file, a pipe or a device. */
    FILE,
    /** A command whose standard output is the clip. */
    COMMAND,
    /** A clip inside of another file. */
    ARCHIVE,
    /** A part of the rows of an archive's matrix, which no clip is. */
    RANGE,
    /** Standard input. */
    STDIN,
    /** Something of the network. */
    URL,
    /** A command that takes what is written. */
    OUTPUT_COMMAND
  }

  private static final Pattern URL_START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,18})(\\[[^\\]]*\\])?");

  /**
   * Tells kinds apart. The first field alone is the path, as for the C++ tools, unless nothing is
   * there and the whole, with its white space, names something.
   */
  static ClipEntry parse(String entry) {
    if (entry.endsWith("|")) {
      return new ClipEntry(Kind.COMMAND, entry.substring(0, entry.length() - 1).strip(), 0);
    }
    if (entry.startsWith("|")) {
      return new ClipEntry(Kind.OUTPUT_COMMAND, entry, 0);
    }
    String path = entry.split("\\s", 2)[0];
    if (path.equals("-")) {
      return new ClipEntry(Kind.STDIN, path, 0);
    }
    if (URL_START.matcher(path).matches()) {
      return new ClipEntry(Kind.URL, path, 0);
    }
    ClipEntry first = ofPath(path);
    if (first != null) {
      return first;
    }
    ClipEntry whole = path.equals(entry) ? null : ofPath(entry);
    return whole == null ? new ClipEntry(Kind.FILE, path, 0) : whole;
  }

  /** A file that is there, or a place in one; else null. */
  private static ClipEntry ofPath(String path) {
    if (exists(path)) {
      return new ClipEntry(Kind.FILE, path, 0);
    }
    Matcher place = PLACE.matcher(path);
    if (!place.matches() || !exists(place.group(1))) {
      return null;
    }
    Kind kind = place.group(3) == null ? Kind.ARCHIVE : Kind.RANGE;
    return new ClipEntry(kind, place.group(1), Long.parseLong(place.group(2)));
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false; // who opens it tells
    }
  }

  /** The file that is read; null if it is none. */
  Path file() {
    return kind == Kind.FILE || kind == Kind.ARCHIVE ? Path.of(text) : null;
  }
}
