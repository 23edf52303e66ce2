package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** The run of the committed report of 2026-11-26: what each of its models took. */
class TimeLeftTest {
  /**
   * Of one model, 3000 ms of audio, one thread.
   *
   * @param call end to end, ms
   * @param load of the model file, ms
   * @param cold start of a process to its first embedding, ms
   */
  private record Measured(long macs, double call, double load, double cold) {}

  private static final Map<String, Measured> MODELS =
      Map.of(
          "campplus", new Measured(1_677_792_256L, 51, 61, 447),
          "eres2net-base", new Measured(5_044_741_120L, 133, 73, 575),
          "eres2net-large", new Measured(20_154_746_880L, 496, 185, 1140),
          "eres2net-huge", new Measured(46_916_608_000L, 1182, 534, 2250),
          "eres2netv2", new Measured(12_466_759_040L, 334, 153, 912));

  private static final double JVM_MS = 900;

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"QUICK", "STANDARD", "PUBLISH"})
  void itIsRightWithinAFifthFromAQuarterOn(Profile profile) {
    List<RunPlan.Task> tasks = plan(profile).tasks();
    Random random = new Random(14);
    double[] ms = tasks.stream().mapToDouble(task -> forkMs(profile, task, random)).toArray();
    double total = 0;
    for (double one : ms) {
      total += one;
    }
    TimeLeft timeLeft = new TimeLeft(profile, TimeLeftTest::macs);
    List<String> wrong = new ArrayList<>();
    double gone = 0;
    for (int i = 0; i < tasks.size(); i++) {
      double left = total - gone;
      double told = timeLeft.of(tasks.subList(i, tasks.size())).toNanos() / 1e6;
      if (gone > total / 4 && Math.abs(told - left) > left / 5) {
        wrong.add(
            String.format("%.0f of %.0f s: %.0f s told", gone / 1e3, total / 1e3, told / 1e3));
      }
      timeLeft.took(
          tasks.get(i), Duration.ofNanos((long) (ms[i] * 1e6)), iterations(tasks.get(i).cell()));
      gone += ms[i];
    }

    assertThat(wrong).isEmpty();
  }

  /** A JVM starts, loads, checks, and times; forks differ by a few percent. */
  private static double forkMs(Profile profile, RunPlan.Task task, Random random) {
    Work work = task.cell().work();
    Timing timing = profile.timing(work);
    double call = timedMs(work);
    double ms = JVM_MS;
    if (work.stage().perModel()) {
      Measured model = MODELS.get(work.model());
      ms += work.stage() == Stage.COLD ? model.cold : model.load + 2 * model.call;
      if (work.stage() == Stage.COLD && task.fork() == 1) {
        ms += profile.memoryEmbeddings() * model.call;
      }
    }
    for (int i = 0; i < timing.warmups() + timing.iterations(); i++) {
      double end = (i < timing.warmups() ? timing.warmupTime() : timing.iterationTime()).toMillis();
      double spent = 0;
      while (spent < end) {
        spent += call;
      }
      ms += spent;
    }
    return ms * (1 + 0.03 * random.nextGaussian());
  }

  /** Of what is timed, ms. */
  private static double timedMs(Work work) {
    Measured model = MODELS.get(work.model());
    return switch (work.stage()) {
      case INFER, E2E, EXTRACT ->
          work.scenario() == Scenario.OFFLINE ? 1.1 * model.call : model.call;
      case LOAD -> model.load;
      case COLD -> model.cold;
      default -> 5;
    };
  }

  private static List<IterationData> iterations(Cell cell) {
    return List.of(
        new IterationData(
            1,
            Phase.MEASURED,
            1,
            List.of(new IterationData.Sample(timedMs(cell.work()), 1)),
            1,
            new IterationData.Extras(1, 1, 1, 1, 1, true, 1)));
  }

  private static OptionalLong macs(Work work) {
    return MODELS.containsKey(work.model())
        ? OptionalLong.of(MODELS.get(work.model()).macs)
        : OptionalLong.empty();
  }

  private static RunPlan plan(Profile profile) {
    return RunPlan.of(
        new RtfSettings(
            Published.load().keys().stream().map(key -> new ModelRef(key, null)).toList(),
            "flite-awb",
            OwnFiles.NONE,
            new Grid(
                profile.scenarios(),
                profile.stages(),
                List.of(3000),
                List.of(1),
                List.of(2),
                List.of(1)),
            Programs.ALONE,
            profile,
            profile.forks(),
            0.02,
            new Zoo(Path.of("zoo"))));
  }
}
