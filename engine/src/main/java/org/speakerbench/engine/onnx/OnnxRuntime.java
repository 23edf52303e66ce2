package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import org.speakerbench.engine.SpeakerbenchException;

/** The process-wide ONNX Runtime environment; its native library is loaded on first use. */
public final class OnnxRuntime {
  private static OrtEnvironment environment;
  private static SpeakerbenchException failure;

  private OnnxRuntime() {}

  /**
   * The environment; made once, because asking again with settings makes ONNX Runtime warn.
   * Anything else of ONNX Runtime may be touched only after it.
   *
   * @throws SpeakerbenchException if the native library does not load on this machine
   */
  public static synchronized OrtEnvironment environment() {
    if (failure != null) {
      throw failure;
    }
    if (environment == null) {
      try {
        // Errors are thrown; what else it logs is for its own developers.
        environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "speakerbench");
      } catch (LinkageError | RuntimeException e) {
        failure = doesNotLoad(e);
        throw failure;
      }
    }
    return environment;
  }

  private static SpeakerbenchException doesNotLoad(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new SpeakerbenchException(
        "the native library of ONNX Runtime does not load on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ": found "
            + root
            + ", expected Linux with glibc 2.28 or later on x86_64 or aarch64, macOS on aarch64 or"
            + " Windows on x86_64, and a folder for temporary files that takes 30 MB and allows"
            + " execution (java.io.tmpdir is "
            + System.getProperty("java.io.tmpdir")
            + ")",
        thrown);
  }

  /** Version of the native library, for example {@code 1.29.0}. */
  public static String version() {
    return environment().getVersion();
  }
}
