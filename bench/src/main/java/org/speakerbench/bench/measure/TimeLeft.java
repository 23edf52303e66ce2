package org.speakerbench.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;

/**
 * How long the rest of a run takes. A combination that ran takes what it took. One that did not yet
 * takes its iterations, none of which ends before the call that it is at, and what else its stage
 * took for the others: the start of a JVM, loading and checking. How long a call of a model takes
 * follows from its multiply-adds and the rate of those that ran: models differ twentyfold.
 */
final class TimeLeft {
  private static final double NANOS_PER_MS = 1e6;

  /** To start a JVM, until one was started. */
  private static final double START_MS = 2500;

  /** A fork checks the answer, mostly twice, before it is timed. */
  private static final int CHECKS = 2;

  /** Until one ran: of one core of a server. */
  private static final double MS_PER_MAC = 30e-9;

  private final Profile profile;
  private final Function<Work, OptionalLong> macs;
  private final Map<Cell, Mean> took = new HashMap<>();
  private final Map<String, Double> callMs = new HashMap<>();
  private final List<Double> msPerMac = new ArrayList<>();
  private final Map<String, Mean> overheadMs = new HashMap<>();

  private record Mean(double sum, int count) {
    Mean plus(double value) {
      return new Mean(sum + value, count + 1);
    }

    double value() {
      return sum / count;
    }
  }

  /**
   * Of a run of which nothing ran yet.
   *
   * @param macs multiply-adds of one call of the model of some work; empty where they are not known
   */
  TimeLeft(Profile profile, Function<Work, OptionalLong> macs) {
    this.profile = profile;
    this.macs = macs;
  }

  /** A fork ended after a time; {@code iterations} are empty if it failed. */
  void took(RunPlan.Task task, Duration time, List<IterationData> iterations) {
    Cell cell = task.cell();
    learnCall(cell.work(), iterations);
    double ms = time.toNanos() / NANOS_PER_MS - memoryMs(task);
    took.merge(cell, new Mean(ms, 1), (old, one) -> old.plus(ms));
    double overhead = ms - iterationsMs(cell);
    overheadMs.merge(kind(cell.work()), new Mean(overhead, 1), (old, one) -> old.plus(overhead));
  }

  private void learnCall(Work work, List<IterationData> iterations) {
    boolean isCall = work.stage() == Stage.INFER || work.stage() == Stage.E2E;
    double ms =
        iterations.stream()
            .filter(iteration -> iteration.phase() == Phase.MEASURED)
            .flatMap(iteration -> iteration.samples().stream())
            .mapToDouble(IterationData.Sample::valueMs)
            .average()
            .orElse(Double.NaN);
    if (!isCall || work.scenario() == Scenario.OFFLINE || Double.isNaN(ms)) {
      return;
    }
    callMs.put(model(work), ms);
    OptionalLong count = macs.apply(work);
    if (count.isPresent()) {
      msPerMac.add(ms / count.getAsLong());
    }
  }

  /** What has the same way to its first iteration. */
  private static String kind(Work work) {
    return work.program() + ' ' + work.stage() + ' ' + work.scenario();
  }

  private static String model(Work work) {
    return work.program() + ' ' + work.model() + ' ' + work.intraOpThreads() + ' ' + work.audioMs();
  }

  /** Of these forks, the first of which has just started. */
  Duration of(List<RunPlan.Task> tasks) {
    double ms = sum(tasks, task -> forkMs(task.cell()) + memoryMs(task));
    return Duration.ofNanos((long) (ms * NANOS_PER_MS));
  }

  private static double sum(List<RunPlan.Task> tasks, ToDoubleFunction<RunPlan.Task> ms) {
    return tasks.stream().mapToDouble(ms).sum();
  }

  private double forkMs(Cell cell) {
    if (took.containsKey(cell)) {
      return took.get(cell).value();
    }
    Mean overhead = overheadMs.get(kind(cell.work()));
    return iterationsMs(cell) + (overhead == null ? START_MS : overhead.value());
  }

  /** Its iterations, and the calls that check it. */
  private double iterationsMs(Cell cell) {
    double call = callMs(cell.work());
    Timing timing = profile.timing(cell.work());
    return CHECKS * call
        + timing.warmups() * iterationMs(timing.warmupTime(), call)
        + timing.iterations() * iterationMs(timing.iterationTime(), call);
  }

  /** An iteration ends with the call that it is at. */
  private static double iterationMs(Duration time, double call) {
    double ms = time.toMillis();
    return call > 0 ? Math.ceil(ms / call) * call : ms;
  }

  private double callMs(Work work) {
    Double known = callMs.get(model(work));
    OptionalLong count = macs.apply(work);
    if (known != null || count.isEmpty()) {
      return known == null ? 0 : known;
    }
    double rate = msPerMac.stream().mapToDouble(Double::doubleValue).average().orElse(MS_PER_MAC);
    return rate * count.getAsLong();
  }

  /** What the first fork of {@code cold} does beside its calls. */
  private double memoryMs(RunPlan.Task task) {
    return task.cell().work().stage() == Stage.COLD && task.fork() == 1
        ? profile.memoryEmbeddings() * callMs(task.cell().work())
        : 0;
  }
}
