package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.speakerbench.bench.environment.Conditions;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.bench.environment.MachineWatch;
import org.speakerbench.bench.environment.VectorApi;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.profiler.ColdStartProfiler;
import org.speakerbench.bench.jmh.profiler.CpuTimeProfiler;
import org.speakerbench.bench.jmh.profiler.ReferenceProfiler;
import org.speakerbench.bench.jmh.profiler.RssProfiler;
import org.speakerbench.bench.jmh.state.BenchZoo;
import org.speakerbench.bench.jmh.state.ColdStartState;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.provider.Provider;

/** Runs forks with JMH. */
public final class ForkRunner implements CellRunner {
  /** Name of JMH's own result in the report folder. */
  public static final String JMH_JSON = "jmh.json";

  /** Start of the JVM argument that says where the zoo is. */
  static final String ZOO_ARGUMENT = "-D" + BenchZoo.PROPERTY + "=";

  private static final Pattern EXIT_CODE =
      Pattern.compile("Forked VM failed with exit code (\\d+)");

  /** What measures beside a benchmark; the last is the innermost, and counts no other. */
  private static final List<Class<? extends Profiler>> PROFILERS =
      List.of(ReferenceProfiler.class, RssProfiler.class, GCProfiler.class, CpuTimeProfiler.class);

  /** The same for a benchmark that leaves the work to another process. */
  private static final List<Class<? extends Profiler>> COLD_PROFILERS =
      List.of(ReferenceProfiler.class, ColdStartProfiler.class);

  private final RtfSettings settings;
  private final List<String> jvmArgs;
  private final OutputFormat output;
  private final WarmUps warmUps = new WarmUps();
  private final JvmCrash crash = JvmCrash.watch();
  private final JmhJson json;
  private final Path jsonFile;

  /**
   * A runner that keeps JMH's own result up to date.
   *
   * @param clipName what reports call the clip
   * @param folder where {@code jmh.json} goes
   * @param output where JMH's own text goes
   */
  public ForkRunner(RtfSettings settings, String clipName, Path folder, OutputFormat output) {
    this(settings, List.of(), clipName, folder.resolve(JMH_JSON), output);
  }

  /** A runner with more arguments for the forked JVM and another file for JMH's result. */
  ForkRunner(
      RtfSettings settings,
      List<String> jvmArgs,
      String clipName,
      Path jsonFile,
      OutputFormat output) {
    this.settings = settings;
    this.jvmArgs = List.copyOf(jvmArgs);
    this.output = warmUps.listeningTo(output);
    json = new JmhJson(clipName);
    this.jsonFile = jsonFile;
  }

  @Override
  public Fork run(Cell cell, int fork) throws ForkFailedException {
    warmUps.clear();
    MachineWatch watch = MachineWatch.start();
    RunResult result = result(cell, fork);
    Conditions conditions = watch.stop();
    json.add(cell, result);
    try {
      json.write(jsonFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<IterationData> iterations = new ArrayList<>();
    iterations.addAll(JmhExtract.iterations(fork, Phase.WARMUP, warmUps.results()));
    iterations.addAll(JmhExtract.measured(fork, result));
    return new Fork(iterations, conditions);
  }

  private RunResult result(Cell cell, int fork) throws ForkFailedException {
    try {
      return new Runner(options(cell, fork), output).runSingle();
    } catch (RunnerException e) {
      Throwable cause = e.getCause() instanceof BenchmarkException failed ? cause(failed) : e;
      String reason = reason(cause);
      Optional<String> crashed = crashed(reason);
      throw new ForkFailedException(
          crashed.orElse(reason),
          e,
          crashed.isEmpty() && !(cause instanceof SpeakerbenchException));
    }
  }

  /** JMH tells the exit code of a JVM in a sentence only. */
  private Optional<String> crashed(String reason) {
    Matcher exit = EXIT_CODE.matcher(reason);
    return exit.matches() ? crash.reason(Integer.parseInt(exit.group(1))) : Optional.empty();
  }

  private Options options(Cell cell, int fork) {
    Work work = cell.work();
    Timing timing = settings.profile().timing(work);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(Benchmarks.of(work.stage()).getName()) + "\\.")
            .param("clip", settings.clip())
            .param("audioMs", Integer.toString(work.audioMs()))
            .threads(work.workers())
            .forks(1)
            .warmupForks(0)
            .warmupIterations(timing.warmups())
            .warmupTime(TimeValue.milliseconds(timing.warmupTime().toMillis()))
            .measurementIterations(timing.iterations())
            .measurementTime(TimeValue.milliseconds(timing.iterationTime().toMillis()))
            .shouldFailOnError(true)
            .jvmArgsAppend(allJvmArgs(work.stage(), fork));
    profilers(work.stage()).forEach(options::addProfiler);
    if (cell.model() != null) {
      options
          .param("model", cell.model().text())
          .param("intraOpThreads", Integer.toString(work.intraOpThreads()));
      if (cell.model().formOf() != null) {
        options.param("formOf", cell.model().formOf().text());
      }
      Provider provider = cell.model().provider();
      if (provider.isPlugin()) { // another version may know no others
        options
            .param("provider", provider.text())
            .param("precision", provider.precision().toString());
      }
    }
    if (work.batch() > 1) {
      options.param("batch", Integer.toString(work.batch()));
    }
    if (work.scenario() == Scenario.OFFLINE) {
      options.mode(Mode.Throughput);
    }
    return options.build();
  }

  /** What measures beside the benchmark of a stage. */
  static List<Class<? extends Profiler>> profilers(Stage stage) {
    return stage == Stage.COLD ? COLD_PROFILERS : PROFILERS;
  }

  /** Memory is counted, not timed: once a run is enough. */
  private String[] allJvmArgs(Stage stage, int fork) {
    List<String> all = new ArrayList<>();
    all.add(ZOO_ARGUMENT + settings.zoo().directory().toAbsolutePath());
    all.addAll(settings.own().jvmArguments());
    all.addAll(forkArguments());
    all.addAll(crash.arguments());
    if (stage == Stage.COLD && fork == 1) {
      all.add(
          "-D" + ColdStartState.EMBEDDINGS_PROPERTY + "=" + settings.profile().memoryEmbeddings());
    }
    all.addAll(jvmArgs);
    return all.toArray(String[]::new);
  }

  /** What every fork is started with, besides what it inherits. */
  static List<String> forkArguments() {
    List<String> all = new ArrayList<>();
    all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    all.add("-D" + OnnxRuntime.LOG_PROPERTY + "=fatal");
    all.addAll(VectorApi.jvmArguments());
    return all;
  }

  /** The first cause that set-up or benchmark threw, or that the JVM failed at all. */
  private static Throwable cause(BenchmarkException failed) {
    Throwable cause = failed.getSuppressed().length > 0 ? failed.getSuppressed()[0] : failed;
    while (!(cause instanceof SpeakerbenchException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String reason(Throwable cause) {
    String name = cause.getClass().getName();
    return cause.getMessage() == null
        ? name
        : cause.getMessage().lines().findFirst().map(String::strip).orElse(name);
  }
}
