package org.speakerbench.bench.environment;

import java.util.Arrays;
import java.util.Optional;

/**
 * Time of all CPUs since the machine started, in ticks of the kernel ({@code USER_HZ}).
 *
 * @param busy user, nice, system and interrupts; that of guests is part of user
 * @param steal given to other guests by the hypervisor
 * @param total these and idle, and waiting for input and output
 */
record CpuTicks(long busy, long steal, long total) {
  private static final int USER = 0;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** Now, from {@code /proc/stat}; empty where there is no such file, or nothing in it. */
  static Optional<CpuTicks> read(SystemFiles files) {
    return files
        .lines("/proc/stat")
        .first()
        .filter(line -> line.matches("cpu( +\\d{1,18}){8,}"))
        .map(line -> of(Arrays.stream(line.split(" +")).skip(1).mapToLong(Long::valueOf).toArray()))
        .filter(ticks -> ticks.total > 0); // sandboxes without accounting show zeros
  }

  private static CpuTicks of(long[] fields) {
    long total = Arrays.stream(fields, USER, STEAL + 1).sum();
    return new CpuTicks(
        total - fields[IDLE] - fields[IO_WAIT] - fields[STEAL], fields[STEAL], total);
  }
}
