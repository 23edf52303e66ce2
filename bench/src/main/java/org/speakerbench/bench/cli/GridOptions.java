package org.speakerbench.bench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.measure.Grid;
import org.speakerbench.bench.measure.Missing;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.engine.SpeakerbenchException;
import picocli.CommandLine.Option;

/** What varies within a run: one value of each axis by its option, several by {@code --sweep}. */
final class GridOptions {
  static final String AUDIO_MS = "audio-ms";
  static final String THREADS = "threads";
  static final String WORKERS = "workers";
  static final String BATCH = "batch";

  private static final int DEFAULT_AUDIO_MS = 3000;

  /** Enough to see how the whole grows. */
  private static final List<Stage> SWEPT_STAGES = List.of(Stage.FBANK, Stage.E2E);

  @Option(
      names = "--audio-ms",
      paramLabel = "N",
      description =
          "Length of the audio: a longer clip is cut, a shorter one repeated"
              + " (default: "
              + DEFAULT_AUDIO_MS
              + ").")
  private Integer audioMs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of ONNX Runtime inside one operator (default: 1).")
  private Integer threads;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Parallel callers of one session in the scenario Offline (default: all CPUs).")
  private Integer workers;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Clips of equal length in one call, for e2e and infer (default: 1).")
  private Integer batch;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      description =
          "SingleStream (one call after the other: latency), Offline (parallel workers:"
              + " throughput, e2e only) (default: both for standard and publish, else SingleStream).")
  private List<String> scenarios;

  @Option(
      names = "--stages",
      paramLabel = "NAME",
      split = ",",
      description =
          "What is timed: read, fbank, infer, e2e, extract, load, cold; e2e-in-turn and e2e-new, of"
              + " clips that differ in length; gemm, gemm-int8, gemm-f16, gemm-bf16 and fma, the"
              + " ceilings of the machine (default: those of the profile, with e2e-in-turn if a"
              + " plugin computes; fbank,e2e in a sweep).")
  private List<String> stages;

  @Option(
      names = "--sweep",
      paramLabel = "AXIS=N,...",
      description =
          "Measure several values of an axis: audio-ms, threads, workers (scenario Offline) or"
              + " batch; repeat the option for a grid.")
  private List<String> sweeps = List.of();

  /**
   * The grid that was asked for.
   *
   * @param plugin whether a plugin computes: one that compiles for each length flatters itself with
   *     one
   */
  Grid grid(Profile profile, boolean plugin) {
    return grid(profile, plugin, Missing::reason);
  }

  /** The same where stages cannot be measured for some reason. */
  Grid grid(Profile profile, boolean plugin, Function<Stage, Optional<String>> missing) {
    Map<String, List<Integer>> swept = sweeps();
    boolean parallel = workers != null || swept.containsKey(WORKERS);
    List<Scenario> scenario =
        scenarios != null
            ? scenarios.stream().map(GridOptions::scenario).toList()
            : swept.isEmpty() && !parallel
                ? profile.scenarios()
                : List.of(parallel ? Scenario.OFFLINE : Scenario.SINGLE_STREAM);
    if (parallel && !scenario.contains(Scenario.OFFLINE)) {
      throw new SpeakerbenchException(
          "workers: found them with --scenario SingleStream only, expected Offline");
    }
    List<Stage> usual = new ArrayList<>(swept.isEmpty() ? profile.stages() : SWEPT_STAGES);
    if (plugin && usual.contains(Stage.E2E) && profile != Profile.SOAK) {
      usual.add(usual.indexOf(Stage.E2E) + 1, Stage.E2E_IN_TURN);
    }
    List<Stage> stage = stages(usual, missing);
    return new Grid(
        scenario,
        stage,
        axis(swept, AUDIO_MS, audioMs, DEFAULT_AUDIO_MS),
        axis(swept, THREADS, threads, 1),
        axis(swept, WORKERS, workers, Runtime.getRuntime().availableProcessors()),
        axis(swept, BATCH, batch, 1));
  }

  /**
   * What is asked for, or the default. What the machine cannot measure is refused if it was asked
   * for; else the report says why it is not there.
   */
  private List<Stage> stages(List<Stage> otherwise, Function<Stage, Optional<String>> missing) {
    if (stages == null) {
      return otherwise.stream().filter(stage -> missing.apply(stage).isEmpty()).toList();
    }
    List<Stage> asked = stages.stream().map(Stage::of).toList();
    for (Stage stage : asked) {
      missing
          .apply(stage)
          .ifPresent(
              reason -> {
                throw new SpeakerbenchException(
                    "--stages " + stage.label() + ": cannot be measured: " + reason);
              });
    }
    return asked;
  }

  private static Scenario scenario(String name) {
    return Arrays.stream(Scenario.values())
        .filter(one -> one.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseGet(() -> Scenario.of(name));
  }

  private static List<Integer> axis(
      Map<String, List<Integer>> swept, String name, Integer single, int otherwise) {
    if (single != null && swept.containsKey(name)) {
      throw new SpeakerbenchException(
          "--" + name + " " + single + ": found --sweep " + name + " too, expected one of them");
    }
    return swept.getOrDefault(name, List.of(single == null ? otherwise : single));
  }

  private Map<String, List<Integer>> sweeps() {
    Map<String, List<Integer>> axes = new LinkedHashMap<>();
    for (String sweep : sweeps) {
      String[] parts = sweep.split("=", 2);
      List<String> known = List.of(AUDIO_MS, THREADS, WORKERS, BATCH);
      if (parts.length < 2 || !known.contains(parts[0])) {
        throw new SpeakerbenchException(
            "--sweep: found " + sweep + ", expected AXIS=N,... with an axis of " + known);
      }
      if (axes.put(parts[0], numbers(sweep, parts[1])) != null) {
        throw new SpeakerbenchException(
            "--sweep: found " + parts[0] + " twice, expected each axis once");
      }
    }
    return axes;
  }

  private static List<Integer> numbers(String sweep, String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : list.split(",", -1)) {
      try {
        numbers.add(Integer.valueOf(number.strip()));
      } catch (NumberFormatException e) {
        throw new SpeakerbenchException(
            "--sweep " + sweep + ": found \"" + number + "\", expected an integer", e);
      }
    }
    return numbers;
  }
}
