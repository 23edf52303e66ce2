package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs command lines one after the other, so that a test may give them an environment: arguments
 * are theirs, with {@code --then} between. Prints what each prints, and its exit code.
 */
final class CommandsMain {
  private CommandsMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true);
    List<String> line = new ArrayList<>();
    for (String arg : args) {
      if (arg.equals("--then")) {
        run(out, line);
        line.clear();
      } else {
        line.add(arg);
      }
    }
    run(out, line);
  }

  private static void run(PrintWriter out, List<String> line) {
    out.println("$ " + String.join(" ", line));
    out.println("= " + RootCommand.run(out, out, line.toArray(String[]::new)));
  }
}
