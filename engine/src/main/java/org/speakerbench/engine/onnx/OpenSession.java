package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/**
 * A session and its options, which are closed after it because it may use them.
 *
 * @param remedy what was done so that it computes its model right
 * @param graph which form of it
 */
record OpenSession(
    OrtSession session, OrtSession.SessionOptions options, Remedy remedy, GraphForm graph)
    implements AutoCloseable {

  /** The same, of a model that was tuned. */
  OpenSession tuned() {
    return new OpenSession(session, options, remedy, GraphForm.TUNED);
  }

  /** Loads a model; the options are closed if that fails. */
  static OpenSession of(Path onnx, OrtSession.SessionOptions options, Remedy remedy)
      throws OrtException {
    return of(
        () -> OnnxRuntime.environment().createSession(onnx.toString(), options), options, remedy);
  }

  /** Loads a model from memory, likewise. */
  static OpenSession of(byte[] onnx, OrtSession.SessionOptions options, Remedy remedy)
      throws OrtException {
    return of(() -> OnnxRuntime.environment().createSession(onnx, options), options, remedy);
  }

  /** Makes a session. */
  @FunctionalInterface
  private interface Loader {
    OrtSession load() throws OrtException;
  }

  private static OpenSession of(Loader loader, OrtSession.SessionOptions options, Remedy remedy)
      throws OrtException {
    try {
      return new OpenSession(loader.load(), options, remedy, GraphForm.OFFICIAL);
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
