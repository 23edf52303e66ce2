package org.speakerbench.engine.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * Kaldi's {@code ark,scp}: float vectors and matrices, binary or text; index lines {@code id
 * FILE:OFFSET}. Source: {@code kaldi-table-inl.h}, {@code kaldi-vector.cc}, {@code
 * kaldi-matrix.cc}. Text has the fewest digits that read back as the same float.
 */
public final class KaldiArchive implements Archive {
  /** {@code ark}. */
  public static final KaldiArchive BINARY = new KaldiArchive(false);

  /** {@code ark,t}. */
  public static final KaldiArchive TEXT = new KaldiArchive(true);

  private final boolean text;

  private KaldiArchive(boolean text) {
    this.text = text;
  }

  @Override
  public String suffix() {
    return ".ark";
  }

  @Override
  public boolean holdsFeatures() {
    return true;
  }

  @Override
  public void write(Parts parts, Path file, Index index) throws IOException {
    AtomicFile.write(
        file,
        raw -> {
          CountedOutput out = new CountedOutput(raw);
          for (int at = 0; at < parts.size(); at++) {
            String id = parts.id(at);
            out.write((id + " ").getBytes(StandardCharsets.UTF_8));
            index.add(id, file + ":" + out.count());
            write(parts.array(at), out);
          }
        },
        true);
  }

  /** Writes an array as it stands behind its id. */
  void write(StoredArray array, OutputStream out) throws IOException {
    out.write(text ? asText(array) : asBinary(array));
  }

  private static byte[] asBinary(StoredArray array) {
    boolean vector = array.isVector();
    int sizes = vector ? 1 : 2;
    int head = 5 + sizes * (1 + Integer.BYTES);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(head, Math.multiplyExact(4, array.values().length)))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0).put((byte) 'B').put((byte) 'F').put((byte) (vector ? 'V' : 'M'));
    bytes.put((byte) ' ');
    for (int size : array.shape()) {
      bytes.put((byte) Integer.BYTES).putInt(size);
    }
    bytes.asFloatBuffer().put(array.floats());
    return bytes.array();
  }

  private static byte[] asText(StoredArray array) {
    StringBuilder line = new StringBuilder(" [");
    int columns = array.columns();
    double[] values = array.values();
    for (int i = 0; i < values.length; i++) {
      if (!array.isVector() && i % columns == 0) {
        line.append("\n ");
      }
      line.append(i % columns == 0 ? " " : "").append((float) values[i]).append(' ');
    }
    return line.append("]\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
