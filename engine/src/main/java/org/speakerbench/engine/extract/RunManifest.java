package org.speakerbench.engine.extract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.WriteFailedException;

/**
 * What a run has completed: a first line that says what everything was made by, then a line for
 * each utterance, written when its file is complete. A run holds its manifest locked.
 *
 * <p>Lines are appended and not forced to the disk. Nothing in them is trusted: who goes on holds
 * each against the files themselves, so a line that is cut or of zeros, as a loss of power leaves
 * it, is no more than a clip that is done again.
 */
final class RunManifest implements AutoCloseable {
  private static final String TITLE = "speakerbench manifest 1";

  private final Path file;
  private final RandomAccessFile lines;
  private boolean closed;

  private RunManifest(Path file) throws IOException {
    this.file = file;
    lines = new RandomAccessFile(file.toFile(), "rw");
  }

  /**
   * Opens and locks it.
   *
   * @throws SpeakerbenchException if it cannot be written, or another run is writing it
   */
  static RunManifest open(Path file) {
    try {
      RunManifest manifest = new RunManifest(file);
      if (!manifest.lock()) {
        manifest.close();
        throw new SpeakerbenchException(
            file + ": another run is writing it, expected an index of its own for each run");
      }
      return manifest;
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot write " + file + ": " + e.getMessage(), WriteFailedException.of(file, e));
    }
  }

  private boolean lock() {
    try {
      return lines.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // a file system without locks: nobody can be asked
    }
  }

  /** Begins anew. */
  void start(SortedMap<String, String> madeBy) throws IOException {
    lines.setLength(0);
    StringBuilder first = new StringBuilder(TITLE);
    madeBy.forEach((what, which) -> first.append('\t').append(what).append('=').append(which));
    append(first.append('\n').toString());
    lines.getFD().sync();
  }

  /**
   * Reads what an earlier run completed, and goes on behind it.
   *
   * @param each told each line that is whole
   * @return false if there is none: nobody got as far as its first line
   * @throws SpeakerbenchException if that run was made by something else
   */
  boolean goOn(SortedMap<String, String> madeBy, Consumer<ManifestLine> each) throws IOException {
    lines.seek(0);
    // Not by another descriptor, nor closed: on Linux closing any of a file drops its lock.
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(lines.getChannel()), StandardCharsets.UTF_8));
    String first = reader.readLine();
    if (first == null || !first.startsWith(TITLE) || lines.length() <= bytes(first).length) {
      return false;
    }
    requireSame(first, madeBy);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      ManifestLine.parse(line).ifPresent(each);
    }
    lines.seek(lines.length() - 1);
    boolean cut = lines.read() != '\n';
    lines.seek(lines.length());
    if (cut) {
      append("\n");
    }
    return true;
  }

  private void requireSame(String first, Map<String, String> madeBy) {
    SortedMap<String, String> before = new TreeMap<>();
    String[] fields = first.split("\t");
    for (int i = 1; i < fields.length; i++) {
      String[] pair = fields[i].split("=", 2);
      before.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    for (String what : union(before, madeBy)) {
      String found = before.getOrDefault(what, "none");
      String expected = madeBy.getOrDefault(what, "none");
      if (!found.equals(expected)) {
        throw new SpeakerbenchException(
            file
                + ": what is there was made with another "
                + what
                + " ("
                + found
                + "), expected "
                + expected
                + ": do not mix them, start anew (without ",
            Setting.RESUME,
            ") or write to another place");
      }
    }
  }

  private static Iterable<String> union(Map<String, String> one, Map<String, String> other) {
    SortedMap<String, String> all = new TreeMap<>(one);
    all.putAll(other);
    return all.keySet();
  }

  /** Adds an utterance whose file is complete; by many threads at a time. */
  void add(ManifestLine line) throws IOException {
    append(line.text());
  }

  private synchronized void append(String text) throws IOException {
    if (!closed) {
      try {
        lines.write(bytes(text));
      } catch (IOException e) {
        throw WriteFailedException.of(file, e);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    lines.close();
  }
}
