package org.speakerbench.engine.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;

/** Reads an index: lines of an id and a place, which is looked for from here, then beside it. */
final class IndexReader {
  private IndexReader() {}

  static void read(Path index, Table.Visitor each) throws IOException {
    Path folder = index.toAbsolutePath().getParent();
    PlaceReader places = new PlaceReader(folder);
    try (BufferedReader lines = Files.newBufferedReader(index)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        String[] fields = line.strip().split("\\s+", 2);
        String where = index + ", line " + number;
        if (fields.length < 2) {
          throw new SpeakerbenchException(
              where + ": found \"" + fields[0] + "\", expected an id and a place");
        }
        StoredArray array;
        try {
          array = places.read(fields[1]);
        } catch (SpeakerbenchException e) {
          throw new SpeakerbenchException(where + ": " + fields[0] + ": " + e.getMessage(), e);
        }
        each.take(fields[0], array);
      }
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(
          index + ": found bytes that are no UTF-8, expected lines of an id and a place", e);
    }
  }
}
