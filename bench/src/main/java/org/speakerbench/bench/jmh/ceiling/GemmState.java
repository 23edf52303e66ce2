package org.speakerbench.bench.jmh.ceiling;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.bench.jmh.state.AnswerCheck;
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
  /** Multiply-adds of one call with the default shape. */
  public static final long MACS = GemmShape.parse(GemmShape.DEFAULT).macs();

  /** Rows, inner size and columns. */
  @Param(GemmShape.DEFAULT)
  public String shape;

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
    GemmShape sizes = GemmShape.parse(shape);
    float[] a = eighths(sizes.rows() * sizes.inner(), 7);
    float[] b = eighths(sizes.inner() * sizes.columns(), 11);
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = SessionSettings.DEFAULT.options()) {
      session = environment.createSession(GemmModel.onnx(sizes, b), options);
    }
    FloatBuffer factor = direct(a.length).put(a).flip();
    product = direct(sizes.rows() * sizes.columns());
    input = Map.of(GemmModel.INPUT, tensor(environment, factor, sizes.rows(), sizes.inner()));
    output = Map.of(GemmModel.OUTPUT, tensor(environment, product, sizes.rows(), sizes.columns()));
    check(sizes, a, b, timed());
  }

  /** Entries in which every row and every column is met. */
  static void check(GemmShape sizes, float[] a, float[] b, FloatBuffer c) {
    float[] expected = new float[Math.max(sizes.rows(), sizes.columns())];
    float[] found = new float[expected.length];
    for (int entry = 0; entry < expected.length; entry++) {
      int row = entry % sizes.rows();
      int column = entry % sizes.columns();
      double sum = 0;
      for (int i = 0; i < sizes.inner(); i++) {
        sum += (double) a[row * sizes.inner() + i] * b[i * sizes.columns() + column];
      }
      expected[entry] = (float) sum;
      found[entry] = c.get(row * sizes.columns() + column);
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
