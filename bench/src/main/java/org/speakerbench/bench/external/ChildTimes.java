package org.speakerbench.bench.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the shell's {@code times} prints (POSIX.1-2017, "times"): two lines of user and system time,
 * the shell's own and that of its children, each as {@code 1m2.34s}.
 */
final class ChildTimes {
  /** Some shells follow the locale's decimal comma. */
  private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+[.,]?\\d*)s");

  private static final int VALUES = 4;

  private ChildTimes() {}

  /** CPU time of the children, ms; NaN if the file does not tell. */
  static double cpuMs(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Double.NaN;
    }
    double[] seconds =
        TIME.matcher(Files.readString(file)).results().mapToDouble(ChildTimes::seconds).toArray();
    return seconds.length == VALUES ? (seconds[2] + seconds[3]) * 1000 : Double.NaN;
  }

  private static double seconds(MatchResult time) {
    return 60 * Integer.parseInt(time.group(1))
        + Double.parseDouble(time.group(2).replace(',', '.'));
  }
}
