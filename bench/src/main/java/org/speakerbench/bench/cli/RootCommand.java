package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.speakerbench.engine.SpeakerbenchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program, and how errors and exit codes come out. Its commands are {@link Subcommands}. */
@Command(
    name = "speakerbench",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = RootCommand.Version.class,
    description = "Speaker embeddings on CPUs: engine, benchmark and proof.",
    footer = {
      "",
      "Exit codes: 0 done; 1 a measured failure (parity, regression, some inputs failed); 2 wrong usage or"
          + " nothing could be done."
    })
public final class RootCommand implements Runnable {
  /** Done. */
  static final int OK = 0;

  /** A measured failure: parity, regression, or some inputs failed. */
  static final int FAILED = 1;

  /** Wrong usage, or nothing could be done. */
  static final int USAGE = 2;

  @CommandLine.Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log what is done.")
  boolean verbose;

  @CommandLine.Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log everything; print the stack trace of an error.")
  boolean debug;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command line and returns its exit code. */
  public static int run(String... args) {
    return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
  }

  /** The same with other places for what is printed. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    RootCommand root = new RootCommand();
    CommandLine program = new CommandLine(root);
    Subcommands.add(program, args); // before the settings, which each command then gets
    program.setOut(out);
    program.setErr(err);
    program.setCaseInsensitiveEnumValuesAllowed(true);
    program.setExecutionExceptionHandler(
        (exception, line, parsed) -> report(exception, root.debug, line.getErr()));
    return program.execute(args);
  }

  private static int report(Exception e, boolean debug, PrintWriter err) throws Exception {
    boolean expected =
        e instanceof SpeakerbenchException
            || e instanceof IOException
            || e instanceof UncheckedIOException;
    if (debug || !expected) {
      e.printStackTrace(err);
    }
    err.println("speakerbench: " + (expected ? e.getMessage() : "internal error: " + e));
    return USAGE;
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {"speakerbench " + (version == null ? "(development)" : version)};
    }
  }
}
