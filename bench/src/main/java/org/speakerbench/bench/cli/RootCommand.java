package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.WriteFailedException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The program, and how errors and exit codes come out. Its commands are {@link Subcommands}.
 *
 * <p>It is described by hand: annotations here would take a third of the time of {@code --help}. No
 * lambda is given to picocli: the JVM would leave picocli's main class out of the archive that it
 * starts from.
 */
public final class RootCommand implements Runnable {
  /** Done. */
  public static final int OK = 0;

  /** A measured failure: parity, regression, some inputs failed, or output cannot be written. */
  static final int FAILED = 1;

  /** Wrong usage, or nothing could be done. */
  static final int USAGE = 2;

  private final OptionSpec verbose = option("Log what is done.", "-v", "--verbose").build();
  private final OptionSpec debug =
      option("Log everything; print the stack trace of an error.", "--debug").build();
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  RootCommand() {
    spec.name("speakerbench").scopeType(ScopeType.INHERIT).versionProvider(new Version());
    spec.usageMessage()
        .description("Speaker embeddings on CPUs: engine, benchmark and proof.")
        .footer(
            "",
            "Exit codes: 0 done; 1 a measured failure (parity, regression, some inputs failed) or output"
                + " that cannot be written; 2 wrong usage or nothing could be done.");
    spec.addOption(verbose)
        .addOption(debug)
        .addOption(
            option("Show this help message and exit.", "-h", "--help").usageHelp(true).build())
        .addOption(
            option("Print version information and exit.", "-V", "--version")
                .versionHelp(true)
                .build());
  }

  /** An option of all commands. */
  private static OptionSpec.Builder option(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .description(description)
        .scopeType(ScopeType.INHERIT);
  }

  /** The program with all commands and their options. */
  CommandLine whole() {
    CommandLine program = new CommandLine(spec);
    Subcommands.addAll(program);
    return program;
  }

  /** The program with the commands that these arguments need. */
  CommandLine program(String... args) {
    CommandLine program = new CommandLine(spec);
    Subcommands.add(program, args); // before the settings, which each command then gets
    return program.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Whether it shall tell what it does. */
  boolean isVerbose() {
    return isGiven(verbose) || isGiven(debug);
  }

  private static boolean isGiven(OptionSpec option) {
    return Boolean.TRUE.equals(option.getValue());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command line and returns its exit code. */
  public static int run(String... args) {
    PrintWriter out = new PrintWriter(System.out, true);
    int code = run(out, new PrintWriter(System.err, true), args);
    out.flush();
    return code;
  }

  /** The same with other places for what is printed. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    RootCommand root = new RootCommand();
    CommandLine program = root.program(args);
    program.setOut(out);
    program.setErr(err);
    program.setExecutionExceptionHandler(new Reporter(root));
    program.setParameterExceptionHandler(new UsageErrors());
    return program.execute(JmhCommand.passedOn(args));
  }

  private record Reporter(RootCommand root) implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception e, CommandLine line, CommandLine.ParseResult parsed) {
      PrintWriter err = line.getErr();
      boolean expected =
          e instanceof SpeakerbenchException
              || e instanceof IOException
              || e instanceof UncheckedIOException;
      if (isGiven(root.debug) || !expected) {
        e.printStackTrace(err);
      }
      err.println("error: " + (expected ? message(e) : "internal error: " + e));
      return isOfWriting(e) ? FAILED : USAGE;
    }

    private static String message(Exception e) {
      return e instanceof SpeakerbenchException known ? OptionNames.message(known) : e.getMessage();
    }

    private static boolean isOfWriting(Throwable thrown) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof WriteFailedException) {
          return true;
        }
      }
      return false;
    }
  }
}
