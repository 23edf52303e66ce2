package org.speakerbench.engine.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.JsonTree;

/**
 * JSON Lines: {@code {"id":"a","embedding":[...]}} or {@code {"id":"a","features":[[...],...]}},
 * with the fewest digits that read back as the same float.
 */
public final class JsonLines implements Archive {
  private static final String EMBEDDING = "embedding";
  private static final String FEATURES = "features";

  @Override
  public String suffix() {
    return ".jsonl";
  }

  @Override
  public boolean holdsFeatures() {
    return true;
  }

  /** The index has the first byte of each line: {@code FILE:OFFSET}. */
  @Override
  public void write(Parts parts, Path file, Index index) throws IOException {
    AtomicFile.write(
        file,
        raw -> {
          CountedOutput out = new CountedOutput(raw);
          for (int at = 0; at < parts.size(); at++) {
            String id = parts.id(at);
            index.add(id, file + ":" + out.count());
            out.write(line(id, parts.array(at)).getBytes(StandardCharsets.UTF_8));
          }
        },
        true);
  }

  private static String line(String id, StoredArray array) {
    StringBuilder line = new StringBuilder("{\"id\":\"");
    line.append(JsonStringEncoder.getInstance().quoteAsString(id)).append("\",\"");
    line.append(array.isVector() ? EMBEDDING : FEATURES).append("\":");
    line.append(array.isVector() ? "" : "[");
    for (int row = 0; row < array.rows(); row++) {
      line.append(row == 0 ? "[" : ",[");
      for (int column = 0; column < array.columns(); column++) {
        line.append(column == 0 ? "" : ",");
        line.append((float) array.values()[row * array.columns() + column]);
      }
      line.append(']');
    }
    return line.append(array.isVector() ? "}\n" : "]}\n").toString();
  }

  /** Reads all lines. */
  static void read(Path file, Table.Visitor each) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          read(line, file + ", line " + number, each);
        }
      }
    }
  }

  /** The array of the line at an offset. */
  static StoredArray at(Path file, long offset) throws IOException {
    StoredArray[] found = new StoredArray[1];
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      read(lines.readLine(), file + ", byte " + offset, (id, array) -> found[0] = array);
    }
    return found[0];
  }

  private static void read(String line, String source, Table.Visitor each) {
    JsonNode node;
    try {
      node = JsonTree.read(line);
    } catch (IOException e) {
      throw new SpeakerbenchException(source + ": " + e.getMessage().lines().findFirst().get(), e);
    }
    JsonNode id = node.path("id");
    JsonNode array = node.has(EMBEDDING) ? node.path(EMBEDDING) : node.path(FEATURES);
    if (!id.isTextual() || !array.isArray()) {
      throw new SpeakerbenchException(
          source
              + ": found another object, expected \"id\", a text, and \"embedding\" or"
              + " \"features\", an array");
    }
    each.take(id.textValue(), array(array, source));
  }

  private static StoredArray array(JsonNode array, String source) {
    boolean matrix = array.path(0).isArray();
    int columns = matrix ? array.path(0).size() : array.size();
    int rows = matrix ? array.size() : 1;
    double[] values = new double[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      JsonNode numbers = matrix ? array.get(row) : array;
      if (!numbers.isArray() || numbers.size() != columns) {
        throw new SpeakerbenchException(
            source + ": found rows of different length, expected " + columns + " numbers in each");
      }
      for (int column = 0; column < columns; column++) {
        JsonNode number = numbers.get(column);
        if (!number.isNumber()) {
          throw new SpeakerbenchException(source + ": found " + number + ", expected a number");
        }
        values[row * columns + column] = number.floatValue();
      }
    }
    return new StoredArray(
        StoredArray.Precision.FLOAT32,
        matrix ? new int[] {rows, columns} : new int[] {columns},
        values);
  }
}
