package org.speakerbench.engine.extract.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** NumPy's {@code .npy} format, version 1.0, for float32 arrays. */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int CHUNK_VALUES = 2048;

  private Npy() {}

  /**
   * Writes a little-endian float32 array in C order.
   *
   * @param values row-major; may be longer than the product of the shape
   */
  public static void write(OutputStream out, float[] values, int... shape) throws IOException {
    out.write(header("<f4", shape));
    int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < count; at += CHUNK_VALUES) {
      int length = Math.min(CHUNK_VALUES, count - at);
      chunk.asFloatBuffer().put(values, at, length);
      out.write(chunk.array(), 0, length * Float.BYTES);
    }
  }

  /**
   * What stands before the values: magic, version, length and a Python dictionary, padded to 64
   * bytes.
   *
   * @param dtype NumPy's name of the type, for example {@code <f4}
   */
  public static byte[] header(String dtype, int... shape) {
    String sizes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String tuple = "(" + sizes + (shape.length == 1 ? "," : "") + ")";
    String text = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + tuple + ", }";
    int fixed = MAGIC.length + Short.BYTES;
    int unpadded = fixed + text.length() + 1;
    int padded = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String filled = text + " ".repeat(padded - unpadded) + "\n";
    return ByteBuffer.allocate(padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) filled.length())
        .put(filled.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
