package org.speakerbench.bench.environment;

import static java.util.stream.Collectors.partitioningBy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Time of CPUs since the machine started, in ticks of the kernel ({@code USER_HZ}).
 *
 * @param cpus how many they are
 * @param busy user, nice, system and interrupts; that of guests is part of user
 * @param steal given to other guests by the hypervisor
 * @param total these and idle, and waiting for input and output
 */
record CpuTicks(int cpus, long busy, long steal, long total) {
  private static final Pattern LINE = Pattern.compile("cpu\\d*( +\\d{1,18}){8,}");
  private static final int USER = 0;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /**
   * All CPUs now, from {@code /proc/stat}; empty where there is no such file, or nothing in it. The
   * sum of their lines, or that of the whole where they have none.
   */
  static Optional<CpuTicks> all(SystemFiles files) {
    Map<Boolean, List<String>> lines =
        lines(files).stream().collect(partitioningBy(line -> line.startsWith("cpu ")));
    return sum(lines.get(lines.get(false).isEmpty()));
  }

  /** Some CPUs now; empty also if one of them is not there. */
  static Optional<CpuTicks> of(SystemFiles files, Collection<Integer> numbers) {
    List<String> lines = lines(files);
    List<String> found =
        numbers.stream()
            .flatMap(number -> lines.stream().filter(line -> line.startsWith("cpu" + number + " ")))
            .toList();
    return found.size() == numbers.size() ? sum(found) : Optional.empty();
  }

  private static List<String> lines(SystemFiles files) {
    return files.lines("/proc/stat").lines().stream()
        .map(String::strip)
        .filter(line -> LINE.matcher(line).matches())
        .toList();
  }

  private static Optional<CpuTicks> sum(List<String> lines) {
    return lines.stream()
        .map(line -> of(Arrays.stream(line.split(" +")).skip(1).mapToLong(Long::valueOf).toArray()))
        .reduce(CpuTicks::plus)
        .filter(ticks -> ticks.total > 0); // sandboxes without accounting show zeros
  }

  private static CpuTicks of(long[] fields) {
    long total = Arrays.stream(fields, USER, STEAL + 1).sum();
    return new CpuTicks(
        1, total - fields[IDLE] - fields[IO_WAIT] - fields[STEAL], fields[STEAL], total);
  }

  private CpuTicks plus(CpuTicks other) {
    return new CpuTicks(
        cpus + other.cpus, busy + other.busy, steal + other.steal, total + other.total);
  }

  /** What happened since an earlier look at the same CPUs. */
  CpuTicks since(CpuTicks start) {
    return new CpuTicks(cpus, busy - start.busy, steal - start.steal, total - start.total);
  }

  /** These without some of them. */
  CpuTicks without(CpuTicks some) {
    return new CpuTicks(cpus - some.cpus, busy - some.busy, steal - some.steal, total - some.total);
  }
}
