package org.speakerbench.bench.jmh.ceiling;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.bench.jmh.state.AnswerCheck;

/**
 * Times a copy from one buffer outside the Java heap to another, as tensors are: each of 4 MiB, so
 * that what is read was not kept by a core's own cache, as the values of a layer are when the next
 * but one needs them.
 */
@State(Scope.Thread)
public class CopyState {
  private static final int VALUES = 1 << 20;

  /** Bytes that a call reads and writes. */
  public static final long BYTES = 2L * VALUES * Float.BYTES;

  private FloatBuffer from;
  private FloatBuffer to;

  /** What the benchmark times; the copy. */
  FloatBuffer timed() {
    to.put(0, from, 0, VALUES);
    return to;
  }

  @Setup(Level.Trial)
  public void setUp() {
    from = direct();
    to = direct();
    float[] values = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = i;
    }
    from.put(0, values);
    float[] found = new float[VALUES];
    timed().get(0, found);
    AnswerCheck.exact(values, found, "a copy");
  }

  private static FloatBuffer direct() {
    return ByteBuffer.allocateDirect(VALUES * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
