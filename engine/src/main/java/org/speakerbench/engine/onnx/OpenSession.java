package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/** A session and its options, which are closed after it because it may use them. */
record OpenSession(OrtSession session, OrtSession.SessionOptions options) implements AutoCloseable {

  /** Loads a model; the options are closed if that fails. */
  static OpenSession of(Path onnx, OrtSession.SessionOptions options) throws OrtException {
    try {
      return new OpenSession(
          OnnxRuntime.environment().createSession(onnx.toString(), options), options);
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
  }

  @Override
  public void close() throws OrtException {
    try {
      session.close();
    } finally {
      options.close();
    }
  }
}
