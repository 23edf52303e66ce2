package org.speakerbench.engine.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * One {@code .npz} of NumPy: {@code ids}, [utterances] of text, and {@code embeddings},
 * [utterances, dim] float32. Read are also those with an array for each id, as {@code
 * numpy.savez(file, **arrays)} writes them. Index lines are {@code id FILE[ROW:ROW]}.
 */
public final class Npz implements Archive {
  private static final String IDS = "ids.npy";
  private static final String EMBEDDINGS = "embeddings.npy";
  private static final String SUFFIX = ".npy";

  /** The first time that ZIP has: the same content is the same file. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  @Override
  public String suffix() {
    return ".npz";
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
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.NO_COMPRESSION);
          zip.putNextEntry(entry(IDS));
          NpyStrings.write(parts, zip);
          zip.putNextEntry(entry(EMBEDDINGS));
          MatrixRows.write(parts, zip);
          zip.finish();
          for (int row = 0; row < parts.size(); row++) {
            index.add(parts.id(row), file + "[" + row + ":" + row + "]");
          }
        },
        true);
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  /** Reads all arrays. */
  static void read(Path file, Table.Visitor each) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      if (zip.getEntry(IDS) != null && zip.getEntry(EMBEDDINGS) != null) {
        List<String> ids = NpyStrings.parse(bytes(zip, zip.getEntry(IDS)), file + ", ids");
        NpyMatrix.rows(matrix(zip, file), ids, file.toString(), each);
        return;
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        String id = name.endsWith(SUFFIX) ? name.substring(0, name.length() - 4) : name;
        each.take(id, NpyMatrix.array(bytes(zip, entry), file + ", " + name));
      }
    }
  }

  /** The matrix of embeddings. */
  static StoredArray matrix(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      return matrix(zip, file);
    }
  }

  private static StoredArray matrix(ZipFile zip, Path file) throws IOException {
    ZipEntry entry = zip.getEntry(EMBEDDINGS);
    if (entry == null) {
      throw new SpeakerbenchException(file + ": found no array \"embeddings\", expected one");
    }
    return NpyMatrix.array(bytes(zip, entry), file + ", embeddings");
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
