package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * JMH's own command line over our benchmarks. What differs from {@code org.openjdk.jmh.Main}: forks
 * have the Vector API where the Java runtime has it, a parameter that no benchmark has is refused,
 * and a benchmark that failed is told at the end and in the result.
 */
public final class PlainJmh {
  private final List<String> arguments;
  private final CommandLineOptions given;

  /**
   * Reads the arguments.
   *
   * @throws SpeakerbenchException if JMH does not know them
   */
  public PlainJmh(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
    try {
      given = new CommandLineOptions(arguments.toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw new SpeakerbenchException("jmh: " + e.getMessage() + " (jmh -h lists the options)", e);
    }
  }

  /**
   * Runs, or lists, what is asked for.
   *
   * @return the benchmarks that failed, with their parameters; empty if all gave a figure
   * @throws SpeakerbenchException if nothing can be run
   */
  public Set<String> run() throws IOException {
    if (given.shouldHelp()) {
      given.showHelp();
    } else if (given.shouldList()) {
      new Runner(given).list();
    } else if (given.shouldListWithParams()) {
      new Runner(given).listWithParams(given);
    } else if (given.shouldListProfilers()) {
      given.listProfilers();
    } else if (given.shouldListResultFormats()) {
      given.listResultFormats();
    } else {
      requireParameters();
      JmhLock.ofThisJvm().inspect();
      return measure();
    }
    return Set.of();
  }

  /** JMH would ignore those that no benchmark has. */
  private void requireParameters() {
    OutputFormat silent =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            VerboseMode.SILENT);
    Set<BenchmarkListEntry> matching =
        BenchmarkList.defaultList().find(silent, given.getIncludes(), given.getExcludes());
    if (matching.isEmpty()) {
      throw new SpeakerbenchException(
          "jmh: found no benchmark that matches "
              + String.join(" ", given.getIncludes())
              + ", expected a part of a name that jmh -l lists");
    }
    Set<String> known = new TreeSet<>();
    for (BenchmarkListEntry entry : matching) {
      if (entry.getParams().hasValue()) {
        known.addAll(entry.getParams().get().keySet());
      }
    }
    for (String name : parameterNames(arguments)) {
      if (!known.contains(name)) {
        throw new SpeakerbenchException(
            "jmh -p "
                + name
                + ": found no such parameter in "
                + matching.size()
                + " matching benchmarks, expected "
                + (known.isEmpty() ? "none" : "one of " + String.join(", ", known)));
      }
    }
  }

  /** Names in {@code -p name=values} and {@code -pname=values}. */
  static List<String> parameterNames(List<String> arguments) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String assignment = "";
      if (argument.equals("-p") && i + 1 < arguments.size()) {
        assignment = arguments.get(++i);
      } else if (argument.startsWith("-p") && !argument.startsWith("-prof")) {
        assignment = argument.substring(2);
      }
      if (assignment.contains("=")) {
        names.add(assignment.substring(0, assignment.indexOf('=')));
      }
    }
    return names;
  }

  private Set<String> measure() throws IOException {
    Set<String> started = new LinkedHashSet<>();
    try (PrintStream file =
        given.getOutput().hasValue()
            ? new PrintStream(given.getOutput().get(), StandardCharsets.UTF_8)
            : null) {
      OutputFormat output =
          OutputFormatFactory.createFormatInstance(
              file == null ? new Uncloseable(System.out) : file,
              given.verbosity().orElse(Defaults.VERBOSITY));
      OutputFormat listening =
          ListeningOutput.of(
              output,
              (method, params) -> {
                if (method.equals("startBenchmark")) {
                  started.add(name((BenchmarkParams) params[0]));
                }
              });
      Collection<RunResult> results = new Runner(options(), listening).run();
      results.forEach(result -> started.remove(name(result.getParams())));
      return started;
    } catch (RunnerException e) {
      throw new SpeakerbenchException("jmh: " + e.getMessage(), e);
    }
  }

  private Options options() {
    List<String> jvmArgs = new ArrayList<>(ForkRunner.forkArguments());
    if (given.getJvmArgsAppend().hasValue()) {
      jvmArgs.addAll(given.getJvmArgsAppend().get());
    }
    return new OptionsBuilder().parent(given).jvmArgsAppend(jvmArgs.toArray(String[]::new)).build();
  }

  private static String name(BenchmarkParams params) {
    StringBuilder name = new StringBuilder(params.getBenchmark());
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return name.toString();
  }

  /** JMH closes what it writes to. */
  private static final class Uncloseable extends PrintStream {
    Uncloseable(PrintStream out) {
      super(out, true);
    }

    @Override
    public void close() {
      flush();
    }
  }
}
