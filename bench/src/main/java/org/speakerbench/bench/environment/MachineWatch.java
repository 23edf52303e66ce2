package org.speakerbench.bench.environment;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Watches what else a machine does while something is measured: start it, measure, stop it. Two
 * looks at the kernel's own counters, none in between. Where they do not exist, nothing is known
 * and nothing fails.
 *
 * <p>Background is what all CPUs did, from {@code /proc/stat}, without what this process and its
 * descendants did, those included that ended meanwhile and were waited for. It holds the kernel's
 * own work and interrupts. Where {@code /proc/stat} shows the host, it includes other containers.
 */
public final class MachineWatch {
  private final SystemFiles files;
  private final Snapshot start;

  private MachineWatch(SystemFiles files) {
    this.files = files;
    start = Snapshot.take(files);
  }

  /** Watches from now on. */
  public static MachineWatch start() {
    return start(SystemFiles.MACHINE);
  }

  static MachineWatch start(SystemFiles files) {
    return new MachineWatch(files);
  }

  /** What happened since the start. */
  public Conditions stop() {
    return start.until(Snapshot.take(files));
  }

  /** Counters at one moment; empty where the system does not count. */
  private record Snapshot(Optional<CpuTicks> cpu, OptionalLong own, OptionalDouble throttledMs) {

    static Snapshot take(SystemFiles files) {
      // The order is the same at both ends, so that what looking costs cancels.
      OptionalLong own = ProcessTicks.own(files);
      return new Snapshot(
          CpuTicks.read(files),
          own,
          Cgroup.of(files, "cpu").map(Cgroup::throttledMs).orElse(OptionalDouble.empty()));
    }

    Conditions until(Snapshot end) {
      return new Conditions(background(end), steal(end), difference(throttledMs, end.throttledMs));
    }

    private double background(Snapshot end) {
      if (cpu.isEmpty() || end.cpu.isEmpty() || own.isEmpty() || end.own.isEmpty()) {
        return Double.NaN;
      }
      long busy = end.cpu.get().busy() - cpu.get().busy();
      return share(busy - (end.own.getAsLong() - own.getAsLong()), end);
    }

    private double steal(Snapshot end) {
      return cpu.isEmpty() || end.cpu.isEmpty()
          ? Double.NaN
          : share(end.cpu.get().steal() - cpu.get().steal(), end);
    }

    /**
     * Ticks over those of all CPUs. The kernel counts processes more finely than CPUs, so that a
     * difference may fall a little below nothing.
     */
    private double share(long ticks, Snapshot end) {
      long total = end.cpu.orElseThrow().total() - cpu.orElseThrow().total();
      return total > 0 ? Math.max(0, ticks) / (double) total : Double.NaN;
    }

    private static double difference(OptionalDouble from, OptionalDouble to) {
      return from.isEmpty() || to.isEmpty()
          ? Double.NaN
          : Math.max(0, to.getAsDouble() - from.getAsDouble());
    }
  }
}
