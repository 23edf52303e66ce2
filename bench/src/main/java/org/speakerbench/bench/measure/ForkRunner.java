package org.speakerbench.bench.measure;

import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.speakerbench.bench.jmh.BenchZoo;
import org.speakerbench.bench.jmh.CpuTimeProfiler;
import org.speakerbench.bench.jmh.PeakRssProfiler;
import org.speakerbench.bench.jmh.ReferenceProfiler;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;

/** Runs one fork of one cell with JMH. */
final class ForkRunner {
  /** Start of the JVM argument that says where the zoo is. */
  static final String ZOO_ARGUMENT = "-D" + BenchZoo.PROPERTY + "=";

  private final RtfSettings settings;
  private final OutputFormat output;

  ForkRunner(RtfSettings settings, OutputFormat output) {
    this.settings = settings;
    this.output = output;
  }

  /** A fork that failed; the message is the reason. */
  static final class ForkFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    ForkFailedException(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  /**
   * Runs a cell once in a new JVM.
   *
   * @throws ForkFailedException if that JVM failed: the others may succeed
   * @throws SpeakerbenchException if JMH itself cannot run
   */
  RunResult run(Cell cell) throws ForkFailedException {
    try {
      return new Runner(options(cell), output).runSingle();
    } catch (RunnerException e) {
      if (e.getCause() instanceof BenchmarkException failed) {
        throw new ForkFailedException(reason(failed), e);
      }
      throw new SpeakerbenchException("JMH cannot run " + cell + ": " + e.getMessage(), e);
    }
  }

  private Options options(Cell cell) {
    Profile profile = settings.profile();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(cell.stage().benchmark().getName()) + "\\.")
            .param("clip", settings.clip())
            .param("audioMs", Integer.toString(settings.audioMs()))
            .forks(1)
            .warmupForks(0)
            .warmupIterations(profile.warmupIterations())
            .warmupTime(TimeValue.milliseconds(profile.warmupTime().toMillis()))
            .measurementIterations(profile.iterations())
            .measurementTime(TimeValue.milliseconds(profile.iterationTime().toMillis()))
            .addProfiler(CpuTimeProfiler.class)
            .addProfiler(PeakRssProfiler.class)
            .addProfiler(ReferenceProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsAppend(
                ZOO_ARGUMENT + settings.zoo().directory().toAbsolutePath(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    if (cell.model() != null) {
      options
          .param("model", parameter(cell.model()))
          .param("intraOpThreads", Integer.toString(settings.intraOpThreads()));
    }
    return options.build();
  }

  private static String parameter(ModelRef model) {
    return model.isZoo() ? model.name() : model.name() + "=" + model.file().toAbsolutePath();
  }

  /** The first cause that set-up or benchmark threw, or that the JVM failed at all. */
  private static String reason(BenchmarkException failed) {
    Throwable cause = failed;
    for (Throwable thrown : failed.getSuppressed()) {
      cause = thrown;
      break;
    }
    while (!(cause instanceof SpeakerbenchException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getName()
        : cause.getMessage().lines().findFirst().orElse(cause.getClass().getName());
  }
}
