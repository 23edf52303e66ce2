package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import org.speakerbench.engine.extract.ScpRun;

/** Tells which utterances of a run failed, and the exit code that follows. */
final class ScpReport {
  private ScpReport() {}

  static int print(ScpRun.Result result, PrintWriter err) {
    if (result.failed().isEmpty()) {
      return RootCommand.OK;
    }
    result.failed().forEach((id, reason) -> err.println("failed: " + id + ": " + reason));
    int all = result.failed().size() + result.written();
    err.println(
        "speakerbench: "
            + result.failed().size()
            + " of "
            + all
            + " utterances failed, listed above");
    boolean nothingCouldBeDone = result.written() == 0 && result.unwritten() == 0;
    return nothingCouldBeDone ? RootCommand.USAGE : RootCommand.FAILED;
  }
}
