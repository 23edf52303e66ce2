package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * ONNX Runtime's environment, of which there is one per class loader; its native library is loaded
 * on first use.
 *
 * <p>An application may make it before the engine does, with settings of its own. If the engine
 * makes it, it has ONNX Runtime's defaults: only the engine's sessions are silent.
 */
public final class OnnxRuntime {
  /**
   * System property for programs that own their process: {@code verbose}, {@code info}, {@code
   * warning} (the default), {@code error} or {@code fatal}, what ONNX Runtime's environment logs to
   * standard error.
   */
  public static final String LOG_PROPERTY = "speakerbench.onnxruntime.log";

  private static OrtEnvironment environment;
  private static SpeakerbenchException failure;

  private OnnxRuntime() {}

  /**
   * The environment. Anything else of ONNX Runtime may be touched only after it, or by an
   * application that made its own before.
   *
   * @throws SpeakerbenchException if the native library does not load on this machine
   */
  public static synchronized OrtEnvironment environment() {
    if (failure != null) {
      throw failure;
    }
    if (environment == null) {
      try {
        environment = NativePath.whileSet(OnnxRuntime::make);
        environment.setTelemetry(false);
      } catch (SpeakerbenchException e) {
        throw e;
      } catch (LinkageError | RuntimeException | OrtException e) {
        failure = NativeFailure.of(e);
        throw failure;
      }
    }
    return environment;
  }

  private static OrtEnvironment make() {
    String level = System.getProperty(LOG_PROPERTY);
    return level == null
        ? OrtEnvironment.getEnvironment()
        : OrtEnvironment.getEnvironment(logLevel(level), "speakerbench");
  }

  static OrtLoggingLevel logLevel(String name) {
    try {
      return OrtLoggingLevel.valueOf("ORT_LOGGING_LEVEL_" + name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SpeakerbenchException(
          "system property "
              + LOG_PROPERTY
              + ": found "
              + name
              + ", expected verbose, info, warning, error or fatal",
          e);
    }
  }

  /** Version of the native library, for example {@code 1.29.0}. */
  public static String version() {
    return environment().getVersion();
  }
}
