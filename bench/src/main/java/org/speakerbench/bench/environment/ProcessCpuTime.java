package org.speakerbench.bench.environment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** CPU time of this process, all threads; its clock ticks every 10 ms on Linux. */
public final class ProcessCpuTime {
  private static final double NANOS_PER_MS = 1e6;

  private ProcessCpuTime() {}

  /** Since its start, ms; negative where the platform does not tell. */
  public static double ms() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / NANOS_PER_MS
        : -1;
  }
}
