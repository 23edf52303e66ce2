package org.speakerbench.engine.extract;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Kaldi's {@code wav.scp}: one utterance a line, id and path. As in the C++ tools, fields are
 * separated by white space, what follows the second is ignored, lines with fewer than two fields
 * are skipped, and a repeated id is an error.
 */
final class WavScp {
  private static final Logger LOG = LoggerFactory.getLogger(WavScp.class);

  private WavScp() {}

  /**
   * Utterance ids and paths, sorted by id.
   *
   * @throws SpeakerbenchException if the file cannot be read, an id is repeated, or nothing is in
   *     it
   */
  static SortedMap<String, String> read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return read(lines, file);
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": not a UTF-8 text file, expected a wav.scp", e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot read " + file + " (" + e + "), expected a wav.scp", e);
    }
  }

  private static SortedMap<String, String> read(BufferedReader lines, Path file)
      throws IOException {
    SortedMap<String, String> utterances = new TreeMap<>();
    int longer = 0;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = number == 1 ? line.replaceFirst("^\uFEFF", "") : line;
      String[] fields = text.strip().split("\\s+", 3);
      longer += fields.length > 2 ? 1 : 0;
      if (fields.length >= 2 && utterances.put(fields[0], fields[1]) != null) {
        throw new SpeakerbenchException(
            file
                + " line "
                + number
                + ": utterance "
                + fields[0]
                + " is repeated, expected it once");
      }
    }
    if (longer > 0) {
      LOG.warn(
          "{}: {} lines have more than two fields; what follows the path is ignored", file, longer);
    }
    if (utterances.isEmpty()) {
      throw new SpeakerbenchException(
          file + ": found no utterance, expected lines of an id and the path of a WAV file");
    }
    return utterances;
  }
}
