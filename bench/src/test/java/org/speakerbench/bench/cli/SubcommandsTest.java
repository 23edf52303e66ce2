package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.onnx.OnnxRuntime;
import picocli.CommandLine.Command;

class SubcommandsTest {

  @Test
  void theListSaysWhatTheCommandsSay() {
    assertThat(Subcommands.ALL)
        .allSatisfy(
            entry -> {
              Command command = entry.type().getAnnotation(Command.class);
              assertThat(entry.name()).isEqualTo(command.name());
              assertThat(entry.summary()).isEqualTo(command.description()[0]);
            });
  }

  @Test
  void onlyTheCommandThatIsAskedForIsRead() {
    assertThat(new RootCommand().program("-v", "extract", "--help").getSubcommands())
        .containsOnlyKeys("extract");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h extract", "-V fbank", "@arguments", "", "extrct"})
  void otherwiseAllAreThere(String arguments) {
    assertThat(new RootCommand().program(arguments.split(" ")).getSubcommands().keySet())
        .containsExactly(
            Subcommands.ALL.stream().map(Subcommands.Entry::name).toArray(String[]::new));
  }

  @Test
  void theHelpOfTheProgramNamesAllWithTheirSummaries() {
    String help = said("--help");
    assertThat(help).startsWith("Usage: speakerbench [-hvV] [--debug] [COMMAND]");
    assertThat(Subcommands.ALL)
        .allSatisfy(
            entry ->
                assertThat(help)
                    .contains("  " + entry.name() + " ")
                    .contains(entry.summary().substring(0, 25)));
    assertThat(said("-h", "extract")).isEqualTo(help);
    assertThat(said()).isEqualTo(help);
  }

  @Test
  void commandsHaveTheOptionsOfTheProgram() {
    assertThat(said("extract", "--help"))
        .contains("CONFIG MODEL", "--debug", "-V, --version", "Exit codes:");
    assertThat(said("fbank", "--version")).isEqualTo(said("--version"));
  }

  @Test
  void theVersionIsThatOfAllThatCounts() {
    assertThat(said("--version").lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("speakerbench "),
            line -> assertThat(line).matches("commit ([0-9a-f]{40}(, with changes)?|unknown)"),
            line -> assertThat(line).isEqualTo("ONNX Runtime " + OnnxRuntime.version()),
            line -> assertThat(line).startsWith("Java " + Runtime.version()));
  }

  @Test
  void aCommandThatIsNotThereIsWrongUsage() {
    StringWriter err = new StringWriter();
    int code = RootCommand.run(new PrintWriter(err, true), new PrintWriter(err, true), "extrct");
    assertThat(code).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains("'extrct'", "Did you mean: speakerbench extract");
  }

  /** A key that was fetched works wherever a model is named, and the help says so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "score",
        "extract",
        "fbank",
        "evaluate",
        "rtf",
        "models inspect",
        "models portable"
      })
  void theHelpOfEveryModelNamesFetchedOnes(String command) {
    String help = said((command + " --help").split(" ")).replaceAll("\\s+", " ");
    assertThat(help)
        .containsPattern("ONNX files?, or (a key|keys) that models lists: of the zoo")
        .contains("or fetched (models fetch)")
        .doesNotContain("a key of the zoo");
  }

  private static String said(String... arguments) {
    StringWriter out = new StringWriter();
    int code = RootCommand.run(new PrintWriter(out), new PrintWriter(out), arguments);
    assertThat(code).isEqualTo(RootCommand.OK);
    return out.toString();
  }
}
