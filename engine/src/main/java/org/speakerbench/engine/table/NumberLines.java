package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.EmbeddingFile;

/**
 * Text as the C++ tools write it: one line of numbers is a vector, several are a matrix, and so is
 * every file of features, {@code .feature}.
 */
final class NumberLines {
  /** File suffix of features, which may have one frame. */
  static final String FEATURES = ".feature";

  private NumberLines() {}

  static StoredArray read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    double[] values = StoredArray.vector(EmbeddingFile.parse(bytes, file.toString())).values();
    int[] counts =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .mapToInt(line -> line.split("\\s+").length)
            .toArray();
    if (Arrays.stream(counts).anyMatch(count -> count != counts[0])) {
      throw new SpeakerbenchException(
          file + ": found lines of different length, expected as many numbers in each");
    }
    boolean vector = counts.length == 1 && !file.toString().endsWith(FEATURES);
    int[] shape = vector ? counts : new int[] {counts.length, counts[0]};
    return new StoredArray(StoredArray.Precision.FLOAT32, shape, values);
  }
}
