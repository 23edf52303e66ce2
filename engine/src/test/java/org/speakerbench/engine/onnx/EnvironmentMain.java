package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

/**
 * An application with an environment of its own. Arguments: {@code before} or {@code after} the
 * engine's first embedding, and a model of four bins.
 */
final class EnvironmentMain {
  private EnvironmentMain() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("before")) {
      try (var threads = new OrtEnvironment.ThreadingOptions()) {
        threads.setGlobalIntraOpNumThreads(2);
        OrtEnvironment.getEnvironment(
            OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "application", threads);
      }
    }
    System.out.println(ClassLoadersMain.Embedding.say(args[1]));
    System.out.println(OrtEnvironment.getEnvironment());
    try (var session = OrtEnvironment.getEnvironment().createSession(args[1])) {
      System.out.println(session.getInputNames());
    }
  }
}
