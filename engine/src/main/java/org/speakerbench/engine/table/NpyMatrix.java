package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.NpyArray;
import org.speakerbench.engine.extract.internal.NpyReader;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * One NumPy matrix, [utterances, dim] float32, and beside it {@code NAME.ids.txt} with an id a
 * line. Index lines are {@code id FILE[ROW:ROW]}, both ends included as in Kaldi.
 */
public final class NpyMatrix implements Archive {
  private static final String IDS = ".ids.txt";

  @Override
  public String suffix() {
    return ".npy";
  }

  @Override
  public boolean holdsFeatures() {
    return false;
  }

  @Override
  public void write(Parts parts, Path file, Index index) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          MatrixRows.write(parts, out);
          Files.deleteIfExists(ids(file)); // those of the matrix before would be a lie
          for (int row = 0; row < parts.size(); row++) {
            index.add(parts.id(row), file + "[" + row + ":" + row + "]");
          }
        },
        true);
    AtomicFile.write(
        ids(file),
        out -> {
          for (int row = 0; row < parts.size(); row++) {
            out.write((parts.id(row) + "\n").getBytes(StandardCharsets.UTF_8));
          }
        },
        true);
  }

  private static Path ids(Path file) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
    return file.resolveSibling(stem + IDS);
  }

  /** Reads the rows with the ids beside them. */
  static void read(Path file, Table.Visitor each) throws IOException {
    Path ids = ids(file);
    if (!Files.isRegularFile(ids)) {
      throw new SpeakerbenchException(
          file + ": found a matrix without ids, expected " + ids + " with the id of each row");
    }
    List<String> names = Files.readAllLines(ids);
    rows(array(Files.readAllBytes(file), file.toString()), names, file.toString(), each);
  }

  /** An array of at most two dimensions. */
  static StoredArray array(byte[] npy, String source) {
    NpyArray array = NpyReader.parse(npy, source);
    if (array.shape().length != 1 && array.shape().length != 2) {
      throw new SpeakerbenchException(
          source + ": found " + array + ", expected one or two dimensions");
    }
    boolean wide = array.dtype().equals("float64");
    return new StoredArray(
        wide ? StoredArray.Precision.FLOAT64 : StoredArray.Precision.FLOAT32,
        array.shape(),
        array.values());
  }

  /** Gives each row its id. */
  static void rows(StoredArray matrix, List<String> ids, String source, Table.Visitor each) {
    if (matrix.isVector() || matrix.rows() != ids.size()) {
      throw new SpeakerbenchException(
          source + ": found " + matrix + ", expected a row for each of " + ids.size() + " ids");
    }
    for (int row = 0; row < ids.size(); row++) {
      each.take(ids.get(row), matrix.row(row));
    }
  }
}
