package org.speakerbench.bench.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * Times a matrix product through ONNX Runtime, with one thread, a constant second factor and a
 * buffer of the caller's for the product.
 *
 * <p>All values are multiples of 1/8 of at most 1, so that every partial sum is exact in float and
 * the answer does not depend on the order of the additions.
 */
@State(Scope.Thread)
public class GemmState {
  private static final int ROWS = 384;
  private static final int INNER = 512;
  private static final int COLUMNS = 2048;

  /** Multiply-adds of one call. */
  public static final long MACS = (long) ROWS * INNER * COLUMNS;

  private OrtSession session;
  private Map<String, OnnxTensor> input;
  private Map<String, OnnxTensor> output;
  private FloatBuffer product;

  /** What the benchmark times; the product, [rows, columns]. */
  FloatBuffer timed() throws OrtException {
    session.run(input, output).close();
    return product;
  }

  @Setup(Level.Trial)
  public void setUp() throws OrtException {
    float[] a = eighths(ROWS * INNER, 7);
    float[] b = eighths(INNER * COLUMNS, 11);
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = SessionSettings.DEFAULT.options()) {
      session = environment.createSession(GemmModel.onnx(ROWS, INNER, COLUMNS, b), options);
    }
    FloatBuffer factor = direct(a.length).put(a).flip();
    product = direct(ROWS * COLUMNS);
    input = Map.of(GemmModel.INPUT, tensor(environment, factor, ROWS, INNER));
    output = Map.of(GemmModel.OUTPUT, tensor(environment, product, ROWS, COLUMNS));
    check(a, b, timed());
  }

  /** One entry of each row; together they meet every column. */
  static void check(float[] a, float[] b, FloatBuffer c) {
    float[] expected = new float[COLUMNS];
    float[] found = new float[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      int row = column % ROWS;
      double sum = 0;
      for (int i = 0; i < INNER; i++) {
        sum += (double) a[row * INNER + i] * b[i * COLUMNS + column];
      }
      expected[column] = (float) sum;
      found[column] = c.get(row * COLUMNS + column);
    }
    AnswerCheck.exact(expected, found, "a matrix product");
  }

  /** -1 to 1 in steps of 1/8, from a linear congruential generator. */
  static float[] eighths(int count, int seed) {
    float[] values = new float[count];
    int state = seed;
    for (int i = 0; i < count; i++) {
      state = state * 1_664_525 + 1_013_904_223;
      values[i] = (Math.floorMod(state >>> 8, 17) - 8) / 8f;
    }
    return values;
  }

  private static FloatBuffer direct(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer values, int rows, int columns) throws OrtException {
    return OnnxTensor.createTensor(environment, values, new long[] {rows, columns});
  }
}
