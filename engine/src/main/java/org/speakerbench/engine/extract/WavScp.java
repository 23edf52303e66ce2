package org.speakerbench.engine.extract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * Kaldi's {@code wav.scp}: one utterance a line, an id and where its clip is. As in the C++ tools,
 * fields are separated by ASCII white space, lines with fewer than two are skipped, a repeated id
 * is an error, and ids are in the order of their bytes, as in a {@code std::map} of strings.
 *
 * <p>Lines are kept as bytes: a list of a million takes little more memory than its file.
 */
final class WavScp implements ClipList {
  private static final Logger LOG = LoggerFactory.getLogger(WavScp.class);
  private static final String STDIN = "-";

  private final LineStore lines;

  /** Addresses in the store, in the order of the ids. */
  private final long[] sorted;

  private WavScp(LineStore lines, long[] sorted) {
    this.lines = lines;
    this.sorted = sorted;
  }

  /**
   * Reads a list.
   *
   * @param file {@code -} for standard input
   * @throws SpeakerbenchException if the file cannot be read, an id is repeated, or nothing is in
   *     it
   */
  static WavScp read(Path file) {
    LineStore lines = new LineStore();
    try (InputStream in = file.toString().equals(STDIN) ? System.in : Files.newInputStream(file)) {
      new ScpLines(new BufferedInputStream(in, 1 << 16)).readInto(lines);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot read " + file + " (" + Reasons.of(e) + "), expected a wav.scp", e);
    }
    if (lines.longer() > 0) {
      LOG.warn(
          "{}: {} lines have more than two fields; what follows the path is ignored where the"
              + " path alone names a file",
          file,
          lines.longer());
    }
    if (lines.count() == 0) {
      throw new SpeakerbenchException(
          file + ": found no utterance, expected lines of an id and the path of a WAV file");
    }
    WavScp list = new WavScp(lines, lines.sorted());
    list.requireDistinct(file);
    return list;
  }

  private void requireDistinct(Path file) {
    long first = -1;
    for (int i = 1; i < sorted.length; i++) {
      boolean repeated = lines.compareIds(sorted[i - 1], sorted[i]) == 0;
      if (repeated && (first < 0 || lines.line(sorted[i]) < lines.line(first))) {
        first = sorted[i];
      }
    }
    if (first >= 0) {
      throw new SpeakerbenchException(
          file
              + " line "
              + lines.line(first)
              + ": utterance "
              + Utf8.shown(lines.id(first))
              + " is repeated, expected it once");
    }
  }

  @Override
  public int size() {
    return sorted.length;
  }

  @Override
  public Clip get(int at) {
    long address = sorted[at];
    byte[] id = lines.id(address);
    byte[] entry = lines.entry(address);
    String problem =
        Utf8.is(id) && Utf8.is(entry)
            ? null
            : "line " + lines.line(address) + " of the list: found bytes that are not UTF-8";
    return new Clip(at, Utf8.shown(id), Utf8.shown(entry), problem);
  }

  /** The place of an id, or -1. */
  int find(String text) {
    byte[] id = text.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(lines.id(sorted[middle]), id);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }
}
