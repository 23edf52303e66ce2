package org.speakerbench.bench.environment;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Watches what else a machine does while something is measured: start it, measure, stop it. Two
 * looks at the kernel's own counters, none in between. Where they do not exist, nothing is known
 * and nothing fails.
 *
 * <p>Background is what the CPUs that this process may use did, from {@code /proc/stat}, without
 * what this process and its descendants did, those included that ended meanwhile and were waited
 * for. It holds the kernel's own work and interrupts. Where {@code /proc/stat} shows the host, it
 * includes other containers. Where a quota lets the process use less than these CPUs, what others
 * of its control group took of the quota counts too: the larger share.
 */
public final class MachineWatch {
  /** {@code USER_HZ} is 100 on Linux, whatever the kernel's own clock. */
  private static final double MS_PER_TICK = 10;

  private final SystemFiles files;
  private final UsableCpus cpus;
  private final Snapshot start;

  private MachineWatch(SystemFiles files) {
    this.files = files;
    cpus = UsableCpus.read(files);
    start = Snapshot.take(files, cpus);
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
    return start.until(Snapshot.take(files, cpus), cpus);
  }

  /**
   * Counters at one moment; empty where the system does not count.
   *
   * @param all of all CPUs
   * @param usable of those that this process may use; of all if they cannot be told apart
   * @param own ticks of this process and its descendants
   * @param throttledMs for which quotas stopped its control groups
   * @param groupMs CPU time of the control group with the tightest quota
   */
  private record Snapshot(
      Optional<CpuTicks> all,
      Optional<CpuTicks> usable,
      OptionalLong own,
      OptionalDouble throttledMs,
      OptionalDouble groupMs) {

    static Snapshot take(SystemFiles files, UsableCpus cpus) {
      // The order is the same at both ends, so that what looking costs cancels.
      OptionalLong own = ProcessTicks.own(files);
      Optional<CpuTicks> all = CpuTicks.all(files);
      Optional<CpuTicks> usable = CpuTicks.of(files, cpus.numbers());
      Optional<Cgroup> group = Cgroup.of(files, "cpu");
      return new Snapshot(
          all,
          usable.isPresent() ? usable : all,
          own,
          group.map(Cgroup::throttledMs).orElse(OptionalDouble.empty()),
          group.map(LimitFacts::usageUnderQuotaMs).orElse(OptionalDouble.empty()));
    }

    Conditions until(Snapshot end, UsableCpus cpus) {
      double throttled = difference(throttledMs, end.throttledMs);
      double count = cpus.count().orElse(Double.NaN);
      if (usable.isEmpty() || end.usable.isEmpty()) {
        return new Conditions(Double.NaN, Double.NaN, throttled, Double.NaN, count);
      }
      CpuTicks here = end.usable.get().since(usable.get());
      return new Conditions(
          background(end, here, cpus),
          share(here.steal(), here.total()),
          throttled,
          elsewhere(end, here),
          count);
    }

    private double background(Snapshot end, CpuTicks here, UsableCpus cpus) {
      if (own.isEmpty() || end.own.isEmpty()) {
        return Double.NaN;
      }
      long ours = end.own.getAsLong() - own.getAsLong();
      double ofCpus = share(here.busy() - ours, here.total());
      if (cpus.quota().isEmpty() || groupMs.isEmpty() || end.groupMs.isEmpty()) {
        return ofCpus;
      }
      double othersMs = difference(groupMs, end.groupMs) - ours * MS_PER_TICK;
      double elapsedMs = here.total() * MS_PER_TICK / here.cpus();
      return Math.max(ofCpus, share(othersMs, elapsedMs * cpus.quota().getAsDouble()));
    }

    private double elsewhere(Snapshot end, CpuTicks here) {
      CpuTicks others = end.all.orElseThrow().since(all.orElseThrow()).without(here);
      return others.cpus() == 0 ? Double.NaN : share(others.busy(), others.total());
    }

    /**
     * The kernel counts processes more finely than CPUs, so that a difference may fall a little
     * below nothing.
     */
    private static double share(double part, double total) {
      return total > 0 ? Math.max(0, part) / total : Double.NaN;
    }

    private static double difference(OptionalDouble from, OptionalDouble to) {
      return from.isEmpty() || to.isEmpty()
          ? Double.NaN
          : Math.max(0, to.getAsDouble() - from.getAsDouble());
    }
  }
}
