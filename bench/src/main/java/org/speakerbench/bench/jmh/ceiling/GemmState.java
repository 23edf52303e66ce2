package org.speakerbench.bench.jmh.ceiling;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.bench.jmh.state.AnswerCheck;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * Times a matrix product through ONNX Runtime, with one thread, a constant second factor and a
 * buffer of the caller's for the product, whose entries are exact, see {@link Arithmetic}.
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
  private ByteBuffer product;

  /** What it is computed in. */
  Arithmetic arithmetic() {
    return Arithmetic.F32;
  }

  /** What the benchmark times; the product, [rows, columns]. */
  ByteBuffer timed() throws OrtException {
    session.run(input, output).close();
    return product;
  }

  @Setup(Level.Trial)
  public void setUp() throws OrtException {
    setUp(SessionSettings.DEFAULT, arithmetic());
  }

  void setUp(SessionSettings settings, Arithmetic arithmetic) throws OrtException {
    GemmShape sizes = GemmShape.parse(shape);
    float[] a = arithmetic.firstFactor(sizes.rows() * sizes.inner());
    float[] b = arithmetic.secondFactor(sizes.inner() * sizes.columns());
    OrtEnvironment environment = OnnxRuntime.environment();
    byte[] onnx = GemmModel.onnx(sizes, arithmetic, arithmetic.second.encode(b));
    try (OrtSession.SessionOptions options = settings.options()) {
      session = environment.createSession(onnx, options);
    } catch (OrtException e) {
      throw new SpeakerbenchException(
          "provider "
              + settings.provider().label()
              + " of ONNX Runtime "
              + OnnxRuntime.version()
              + " has no product of "
              + arithmetic.words
              + (e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
                  ? ""
                  : " (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")"),
          e);
    }
    product = arithmetic.product.buffer(sizes.rows() * sizes.columns());
    input =
        Map.of(
            GemmModel.INPUT,
            tensor(
                environment,
                arithmetic.first.encode(a),
                arithmetic.first,
                sizes.rows(),
                sizes.inner()));
    output =
        Map.of(
            GemmModel.OUTPUT,
            tensor(environment, product, arithmetic.product, sizes.rows(), sizes.columns()));
    check(sizes, arithmetic, a, b, timed());
  }

  /** Entries in which every row and every column is met. */
  static void check(GemmShape sizes, Arithmetic arithmetic, float[] a, float[] b, ByteBuffer c) {
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
      found[entry] = arithmetic.product.get(c, row * sizes.columns() + column) + 0f; // -0 is 0
    }
    AnswerCheck.exact(expected, found, "a matrix product");
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, ByteBuffer values, Arithmetic.Type type, int rows, int columns)
      throws OrtException {
    return OnnxTensor.createTensor(environment, values, new long[] {rows, columns}, type.java);
  }
}
