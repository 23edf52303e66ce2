package org.speakerbench.bench.experiment;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Times of several parts that take turns in one thread: by the clock, and the thread's CPU time,
 * which other programs on the machine disturb less.
 */
final class TurnTimes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<List<Double>> wall = new ArrayList<>();
  private final List<List<Double>> cpu = new ArrayList<>();

  TurnTimes(int parts) {
    for (int part = 0; part < parts; part++) {
      wall.add(new ArrayList<>());
      cpu.add(new ArrayList<>());
    }
  }

  /** Runs and times one turn of a part. */
  <T> T time(int part, Supplier<T> turn) {
    long cpuStart = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    T result = turn.get();
    wall.get(part).add((System.nanoTime() - start) / 1e6);
    cpu.get(part).add((THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6);
    return result;
  }

  /** Median of a part by the clock, ms. */
  double wallMs(int part) {
    return median(wall.get(part));
  }

  /** Median CPU time of a part, ms. */
  double cpuMs(int part) {
    return median(cpu.get(part));
  }

  private static double median(List<Double> values) {
    return StatUtils.percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }
}
