package org.speakerbench.bench.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of the program. Only the one that is asked for is read with all its options: to read
 * those of all takes longer than to run most of them.
 */
final class Subcommands {
  /** In the order of the help. */
  private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("extract", ExtractCommand.class);
    ALL.put("fbank", FbankCommand.class);
    ALL.put("wavinfo", WavInfoCommand.class);
    ALL.put("rtf", RtfCommand.class);
    ALL.put("compare", CompareCommand.class);
    ALL.put("report", ReportCommand.class);
    ALL.put("verify", VerifyCommand.class);
    ALL.put("models", ModelsCommand.class);
    ALL.put("score", ScoreCommand.class);
  }

  /** What may stand before a command and does not ask for help. */
  private static final Set<String> LOG_OPTIONS = Set.of("-v", "--verbose", "--debug");

  private Subcommands() {}

  /** Adds what these arguments need. */
  static void add(CommandLine program, String... args) {
    String asked = firstWord(args);
    if (ALL.containsKey(asked)) {
      program.addSubcommand(asked, ALL.get(asked));
    } else if (mayAskLater(args)) {
      addAll(program);
    } else {
      ALL.forEach((name, type) -> program.addSubcommand(name, described(type)));
    }
  }

  /** Adds all of them whole. */
  static void addAll(CommandLine program) {
    ALL.forEach(program::addSubcommand);
  }

  private static String firstWord(String... args) {
    for (String arg : args) {
      if (!LOG_OPTIONS.contains(arg)) {
        return arg;
      }
    }
    return "";
  }

  /** A command behind other options, or a file of arguments. */
  private static boolean mayAskLater(String... args) {
    for (String arg : args) {
      if (ALL.containsKey(arg) || arg.startsWith("@")) {
        return true;
      }
    }
    return false;
  }

  /** Enough for the help of the program and for its word on a command that is not there. */
  private static CommandSpec described(Class<?> type) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(type.getAnnotation(Command.class).description());
    return spec;
  }
}
