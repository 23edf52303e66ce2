package org.speakerbench.bench;

import java.util.Arrays;
import org.speakerbench.bench.cli.RootCommand;

/** Entry point of the {@code speakerbench} program. */
public final class Speakerbench {
  private Speakerbench() {}

  public static void main(String[] args) {
    configureLogging(args);
    System.exit(RootCommand.run(args));
  }

  /**
   * Levels have to be known before the first logger is made, so before picocli sees the arguments.
   */
  public static void configureLogging(String... args) {
    var given = Arrays.asList(args);
    String level =
        given.contains("--debug")
            ? "debug"
            : given.contains("-v") || given.contains("--verbose") ? "info" : "warn";
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showShortLogName", "true");
    System.setProperty("org.slf4j.simpleLogger.levelInBrackets", "true");
    // Errors are thrown; what else it logs is for its own developers.
    System.getProperties().putIfAbsent("speakerbench.onnxruntime.log", "fatal");
  }
}
