package org.speakerbench.engine.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.Npy;

/** Embeddings as the rows of one NumPy matrix, never all in memory. */
final class MatrixRows {
  private MatrixRows() {}

  /** Writes [parts, dim] float32; [0, 0] of none. */
  static void write(Archive.Parts parts, OutputStream out) throws IOException {
    int dim = parts.size() == 0 ? 0 : parts.array(0).columns();
    out.write(Npy.header("<f4", parts.size(), dim));
    ByteBuffer row =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, dim)).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < parts.size(); at++) {
      StoredArray array = parts.array(at);
      if (array.values().length != dim) {
        throw new SpeakerbenchException(
            "utterance "
                + parts.id(at)
                + ": found "
                + array
                + ", expected "
                + dim
                + " values as of "
                + parts.id(0));
      }
      row.asFloatBuffer().put(array.floats());
      out.write(row.array());
    }
  }
}
