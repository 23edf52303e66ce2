package org.speakerbench.bench.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of the program. Only the one that is asked for is read with all its options: to read
 * those of all takes longer than to run most of them.
 */
final class Subcommands {
  /**
   * A command.
   *
   * @param summary the first line of its description
   */
  record Entry(String name, Class<?> type, String summary) {}

  /** In the order of the help. */
  static final List<Entry> ALL =
      List.of(
          new Entry(
              "extract",
              ExtractCommand.class,
              "Writes the embedding of each utterance of a wav.scp."),
          new Entry(
              "fbank",
              FbankCommand.class,
              "Writes the raw log-mel features of each utterance of a wav.scp."),
          new Entry(
              "wavinfo", WavInfoCommand.class, "Describes WAV and FLAC files from their headers."),
          new Entry(
              "rtf",
              RtfCommand.class,
              "Measure the real-time factor of models with JMH, beside the published figures."),
          new Entry(
              "compare",
              CompareCommand.class,
              "Compare two report folders of speakerbench rtf: ratio with interval, exact p and"
                  + " verdict of each row."),
          new Entry(
              "compare-embeddings",
              CompareEmbeddingsCommand.class,
              "Compares two sets of embeddings or features, utterance by utterance."),
          new Entry(
              "profile",
              ProfileCommand.class,
              "Tells where the time goes inside a model, by ONNX Runtime's profiler."),
          new Entry("report", ReportCommand.class, "Renders report folders of rtf and evaluate."),
          new Entry(
              "verify",
              VerifyCommand.class,
              "Compares this machine's samples, features and embeddings with those of Python,"
                  + " stage by stage."),
          new Entry(
              "matrix",
              MatrixCommand.class,
              "Runs models under releases of ONNX Runtime, providers and precisions, and says which"
                  + " are right."),
          new Entry(
              "models",
              ModelsCommand.class,
              "Lists the embedded models and the catalogue of public ones; shows, fetches and"
                  + " inspects models."),
          new Entry(
              "score",
              ScoreCommand.class,
              "Scores two clips, or a list of trials with its error rates."),
          new Entry(
              "evaluate",
              EvaluateCommand.class,
              "Measures error rates of models and front ends on speech with trials, beside their"
                  + " speed."),
          new Entry(
              "jmh",
              JmhCommand.class,
              "Runs the benchmarks by JMH's own command line: jmh -h lists its options, jmh -l the"
                  + " benchmarks."),
          new Entry(
              "completion",
              CompletionCommand.class,
              "Prints a script with which bash and zsh complete commands and options."));

  /** What may stand before a command and does not ask for help. */
  private static final Set<String> LOG_OPTIONS = Set.of("-v", "--verbose", "--debug");

  private Subcommands() {}

  /** Adds what these arguments need: the command asked for, or all of them. */
  static void add(CommandLine program, String... args) {
    Entry asked = find(firstWord(args));
    if (asked != null) {
      program.addSubcommand(asked.name(), asked.type());
      return;
    }
    boolean whole = mayAskLater(args);
    for (Entry entry : ALL) {
      program.addSubcommand(entry.name(), whole ? entry.type() : described(entry));
    }
  }

  /** Adds all, each with all its options. */
  static void addAll(CommandLine program) {
    for (Entry entry : ALL) {
      program.addSubcommand(entry.name(), entry.type());
    }
  }

  private static Entry find(String name) {
    for (Entry entry : ALL) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }

  private static String firstWord(String... args) {
    int index = indexOfFirstWord(args);
    return index < args.length ? args[index] : "";
  }

  /**
   * Index of the first argument that is no option of the log; the number of all if there is none.
   */
  static int indexOfFirstWord(String... args) {
    int index = 0;
    while (index < args.length && LOG_OPTIONS.contains(args[index])) {
      index++;
    }
    return index;
  }

  /** A command behind other options, or a file of arguments. */
  private static boolean mayAskLater(String... args) {
    for (String arg : args) {
      if (find(arg) != null || arg.startsWith("@")) {
        return true;
      }
    }
    return false;
  }

  /** Enough for the help of the program and for its word on a command that is not there. */
  private static CommandSpec described(Entry entry) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(entry.summary());
    return spec;
  }
}
