package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;

/** The process-wide ONNX Runtime environment; its native library is loaded on first use. */
public final class OnnxRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

  /**
   * Versions that compute CAM++ wrongly without an error: their optimiser Pad_Fusion makes average
   * pooling over a partial segment divide by the whole (docs/parity.md). A service that depends on
   * another version than ours would not notice.
   */
  private static final Pattern WRONG_POOLING = Pattern.compile("1\\.2[1-8]\\..*");

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
      try (NativePath libraries = NativePath.toCache()) {
        LOG.debug("{}", libraries);
        // Errors are thrown; what else it logs is for its own developers.
        environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "speakerbench");
        environment.setTelemetry(false);
        if (poolsWrongly(environment.getVersion())) {
          LOG.warn(
              "ONNX Runtime {} computes CAM++ wrongly at most lengths, expected 1.20 and before, or"
                  + " 1.29 and later",
              environment.getVersion());
        }
      } catch (LinkageError | RuntimeException | OrtException e) {
        failure = doesNotLoad(e);
        throw failure;
      }
    }
    return environment;
  }

  static boolean poolsWrongly(String version) {
    return WRONG_POOLING.matcher(version).matches();
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
