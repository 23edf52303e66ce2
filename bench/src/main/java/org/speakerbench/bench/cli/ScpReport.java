package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.speakerbench.engine.extract.ScpRun;
import org.speakerbench.engine.extract.internal.CppText;

/** Tells what came of a run, and the exit code that follows. */
final class ScpReport {
  private ScpReport() {}

  /**
   * Prints it.
   *
   * @param seconds that the run took
   */
  static int print(ScpRun.Result result, Path index, double seconds, PrintWriter err) {
    result
        .firstFailures()
        .forEach(failure -> err.println("error: " + failure.id() + ": " + failure.message()));
    int more = result.failed() - result.firstFailures().size();
    if (more > 0) {
      err.println("error: " + more + " more, see " + result.failedList());
    }
    err.println(summary(result, seconds));
    if (result.stopped() != null) {
      err.println("error: stopped: " + result.stopped());
      err.println("note: " + state(result, index));
    }
    if (result.failed() > 0) {
      err.println("error: " + failures(result));
    }
    if (result.failed() == 0 && result.stopped() == null) {
      return RootCommand.OK;
    }
    boolean nothingCouldBeDone = result.written() == 0 && result.unwritten() == 0;
    return nothingCouldBeDone ? RootCommand.USAGE : RootCommand.FAILED;
  }

  private static String summary(ScpRun.Result result, double seconds) {
    String kept = result.kept() > 0 ? " (" + result.kept() + " from before)" : "";
    return String.format(
        Locale.ROOT,
        "note: %d of %d utterances done%s, %s s of audio in %s s, %s times real time",
        result.written(),
        result.total(),
        kept,
        CppText.general(result.audioSeconds()),
        ScpProgress.short3(seconds),
        ScpProgress.short3(result.audioSeconds() / seconds));
  }

  private static String failures(ScpRun.Result result) {
    String reasons =
        result.reasons().entrySet().stream()
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    return result.failed()
        + " of "
        + result.total()
        + " utterances failed ("
        + reasons
        + "), all in "
        + result.failedList();
  }

  /** What is done of a run that did not end by itself, and how it goes on. */
  static String state(ScpRun.Result result, Path index) {
    return result.written()
        + " of "
        + result.total()
        + " utterances are done and in "
        + index
        + "; the same command with "
        + ScpOptions.RESUME
        + " does the others";
  }
}
