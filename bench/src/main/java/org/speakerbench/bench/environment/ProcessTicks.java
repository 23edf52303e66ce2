package org.speakerbench.bench.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU time of a process, in ticks of the kernel ({@code USER_HZ}).
 *
 * @param pid number of the process
 * @param parent number of the process that started it, or inherited it
 * @param ticks its own, and those of its children that ended and were waited for
 */
record ProcessTicks(long pid, long parent, long ticks) {
  /** Fields after the name of the program, which is in parentheses and may hold anything. */
  private static final int PARENT = 1;

  private static final int USER = 11;
  private static final int LAST = 14;

  /**
   * Ticks of this process, of its descendants that run, and of those that ended and were waited
   * for, as everything that this program starts is; empty where {@code /proc} does not tell.
   */
  static OptionalLong own(SystemFiles files) {
    Optional<ProcessTicks> self = read(files, "self");
    if (self.isEmpty()) {
      return OptionalLong.empty();
    }
    Map<Long, List<ProcessTicks>> children = children(files);
    Deque<ProcessTicks> open = new ArrayDeque<>(List.of(self.get()));
    long sum = 0;
    while (!open.isEmpty()) {
      ProcessTicks process = open.pop();
      sum += process.ticks;
      // Taken out, so that a table that changed while it was read makes no circle.
      open.addAll(Objects.requireNonNullElse(children.remove(process.pid), List.of()));
    }
    return OptionalLong.of(sum);
  }

  private static Map<Long, List<ProcessTicks>> children(SystemFiles files) {
    Map<Long, List<ProcessTicks>> children = new HashMap<>();
    for (String name : files.names("/proc")) {
      if (name.matches("\\d+")) {
        read(files, name)
            .ifPresent(
                child ->
                    children.computeIfAbsent(child.parent, key -> new ArrayList<>()).add(child));
      }
    }
    return children;
  }

  /** A process by its number, or {@code self}; empty if it ended. */
  static Optional<ProcessTicks> read(SystemFiles files, String process) {
    return files.lines("/proc/" + process + "/stat").first().flatMap(ProcessTicks::parse);
  }

  private static Optional<ProcessTicks> parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open) {
      return Optional.empty();
    }
    String[] fields = line.substring(close + 1).strip().split(" +");
    try {
      long ticks = 0;
      for (int i = USER; i <= LAST; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return Optional.of(
          new ProcessTicks(
              Long.parseLong(line.substring(0, open).strip()),
              Long.parseLong(fields[PARENT]),
              ticks));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
