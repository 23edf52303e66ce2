package org.speakerbench.bench.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.speakerbench.bench.environment.Telemetry;
import org.speakerbench.bench.measure.PlainJmh;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** JMH's own command line, from the same jar. */
@Command(
    name = "jmh",
    description = {
      "Runs the benchmarks by JMH's own command line: jmh -h lists its options, jmh -l the benchmarks.",
      "Forks use the Vector API where the Java runtime has it. A parameter (-p) that no matching"
          + " benchmark has is refused; the exit code is 1 if a benchmark failed."
    })
final class JmhCommand implements Callable<Integer> {
  private static final String NAME = "jmh";

  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "What JMH is given.")
  private List<String> arguments = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Telemetry.switchOff();
    Set<String> failed = new PlainJmh(arguments).run();
    if (failed.isEmpty()) {
      return RootCommand.OK;
    }
    spec.commandLine()
        .getErr()
        .println(
            "error: jmh: "
                + failed.size()
                + " failed, as told above: "
                + String.join("; ", failed));
    return RootCommand.FAILED;
  }

  /** Arguments of which picocli takes none that are JMH's: all behind the command's name are. */
  static String[] passedOn(String... args) {
    int command = Subcommands.indexOfFirstWord(args);
    boolean asked = command < args.length && args[command].equals(NAME);
    if (!asked || command + 1 == args.length || args[command + 1].equals("--help")) {
      return args;
    }
    List<String> all = new ArrayList<>(List.of(args));
    all.add(command + 1, "--");
    return all.toArray(String[]::new);
  }
}
