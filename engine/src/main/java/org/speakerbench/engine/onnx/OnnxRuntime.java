package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import org.speakerbench.engine.SpeakerbenchException;

/** The process-wide ONNX Runtime environment; its native library is loaded on first use. */
public final class OnnxRuntime {
  private static OrtEnvironment environment;

  private OnnxRuntime() {}

  /**
   * The environment; made once, because asking again with settings makes ONNX Runtime warn.
   *
   * @throws SpeakerbenchException if the native library does not load on this machine
   */
  public static synchronized OrtEnvironment environment() {
    if (environment == null) {
      environment = load();
    }
    return environment;
  }

  private static OrtEnvironment load() {
    try {
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "speakerbench");
    } catch (LinkageError | IllegalStateException e) {
      throw new SpeakerbenchException(
          "the native library of ONNX Runtime does not load on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " (found: "
              + e.getMessage()
              + "), expected Linux with glibc 2.28 or later on x86_64 or aarch64, macOS on aarch64,"
              + " or Windows on x86_64",
          e);
    }
  }

  /** Version of the native library, for example {@code 1.29.0}. */
  public static String version() {
    return environment().getVersion();
  }
}
