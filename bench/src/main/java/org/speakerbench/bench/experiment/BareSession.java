package org.speakerbench.bench.experiment;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.OnnxRuntime;

/**
 * A session and nothing around it: its input is made once, and a call is {@code session.run} and
 * the reading of its result.
 */
final class BareSession implements AutoCloseable {
  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession.SessionOptions options;
  private final OrtSession session;
  private final String inputName;
  private OnnxTensor input;

  BareSession(Path model, SessionVariant variant) {
    try {
      options = variant.options();
      session = environment.createSession(model.toString(), options);
      inputName = session.getInputNames().iterator().next();
    } catch (OrtException e) {
      throw new IllegalStateException(variant.name() + ": " + e.getMessage(), e);
    }
  }

  /** What the next runs take: one clip. */
  void feed(Features features) {
    int values = features.frames() * features.bins();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(features.data(), 0, values)
            .flip();
    if (input != null) {
      input.close();
    }
    try {
      input =
          OnnxTensor.createTensor(
              environment, buffer, new long[] {1, features.frames(), features.bins()});
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The embedding of what was fed, [dim]. */
  float[] run() {
    try (OrtSession.Result result = session.run(Map.of(inputName, input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] embedding = new float[values.remaining()];
      values.get(embedding);
      return embedding;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (input != null) {
        input.close();
      }
      session.close();
      options.close(); // only now: the session may use them
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
