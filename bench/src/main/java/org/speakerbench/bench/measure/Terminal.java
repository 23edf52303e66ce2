package org.speakerbench.bench.measure;

import java.io.Console;

/** Whether a person is looking. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether input and output are a terminal. From Java 22 on there is a console without one, which
   * then says so itself.
   */
  public static boolean attached() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22 a console is a terminal
    }
  }
}
