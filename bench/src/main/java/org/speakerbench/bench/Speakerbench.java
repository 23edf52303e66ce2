package org.speakerbench.bench;

import java.io.File;
import java.util.Arrays;
import org.speakerbench.bench.cli.RootCommand;
import org.speakerbench.engine.onnx.OnnxRuntime;

/** Entry point of the {@code speakerbench} program. */
public final class Speakerbench {
  private static final String TEMPORARY = "java.io.tmpdir";

  private Speakerbench() {}

  public static void main(String[] args) {
    configureLogging(args);
    followTmpdir(System.getenv("TMPDIR"));
    System.exit(StandardOutput.checked(RootCommand.run(args)));
  }

  /**
   * On Linux a JVM does not look at {@code TMPDIR}. What JMH and this program ask for later follows
   * it, JMH's lock included; the JVM's own class libraries have settled by now: for them the
   * launcher sets the property.
   */
  private static void followTmpdir(String folder) {
    if (folder != null
        && new File(folder).isDirectory()
        && System.getProperty(TEMPORARY).equals("/tmp")) {
      System.setProperty(TEMPORARY, folder);
    }
  }

  /**
   * A warning is its sentence; which class it is from is for developers. Levels have to be known
   * before the first logger is made, so before picocli sees the arguments.
   */
  public static void configureLogging(String... args) {
    var given = Arrays.asList(args);
    boolean debug = given.contains("--debug");
    String level =
        debug ? "debug" : given.contains("-v") || given.contains("--verbose") ? "info" : "warn";
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showLogName", String.valueOf(debug));
    System.setProperty("org.slf4j.simpleLogger.warnLevelString", "warning:");
    // Errors are thrown; what else it logs is for its own developers.
    System.getProperties().putIfAbsent(OnnxRuntime.LOG_PROPERTY, "fatal");
  }
}
