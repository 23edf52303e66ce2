package org.speakerbench.engine.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy's {@code .npy} format, version 1.0, for float32 arrays. */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * A little-endian float32 array in C order.
   *
   * @param values row-major; may be longer than the product of the shape
   */
  public static byte[] encode(float[] values, int... shape) {
    StringBuilder dimensions = new StringBuilder();
    int count = 1;
    for (int size : shape) {
      dimensions.append(size).append(shape.length == 1 ? "," : ", ");
      count = Math.multiplyExact(count, size);
    }
    String tuple =
        "(" + dimensions.toString().strip().replaceAll(",$", shape.length == 1 ? "," : "") + ")";
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple + ", }";
    int unpadded = MAGIC.length + 2 + header.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    header = header + " ".repeat(padding) + "\n";
    ByteBuffer out =
        ByteBuffer.allocate(
                Math.addExact(
                    MAGIC.length + 2 + header.length(), Math.multiplyExact(count, Float.BYTES)))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC)
        .putShort((short) header.length())
        .put(header.getBytes(StandardCharsets.US_ASCII));
    out.asFloatBuffer().put(values, 0, count);
    return out.array();
  }
}
