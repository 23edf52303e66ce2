package org.speakerbench.bench.environment;

import com.sun.jna.platform.unix.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's telemetry. From 1.29 on it writes a database of events below the home folder as
 * soon as it is loaded, and looks only at a variable of the environment, which Java cannot set.
 */
public final class Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  /**
   * Switches it off in this process, if ONNX Runtime is not loaded yet, and in those that it starts
   * from now on, unless somebody set the variable. The launcher sets it; this is for who runs the
   * jar. It loads a native library, which only long commands have the time for.
   */
  public static void switchOff() {
    if (System.getenv(VARIABLE) != null || System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    try {
      LibC.INSTANCE.setenv(VARIABLE, "1", 0);
    } catch (LinkageError e) {
      LOG.debug("{} cannot be set", VARIABLE, e);
    }
  }
}
