package org.speakerbench.bench.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

class ExternalProgramTest {
  private static final String COMMAND = "extract {config} {model} {scp} {embedding_scp} {out}";

  private static final Map<Placeholder, String> VALUES =
      Arrays.stream(Placeholder.values())
          .collect(Collectors.toMap(p -> p, p -> "/tmp/a b'c$d/" + p));

  @Test
  void aNameAndACommand() {
    ExternalProgram program = ExternalProgram.parse("cpp-1.0=FAST=1 " + COMMAND);

    assertThat(program.name()).isEqualTo("cpp-1.0");
    assertThat(program.command()).isEqualTo("FAST=1 " + COMMAND);
  }

  /** Braces of the shell's own are not ours, and neither is a front end that is built in. */
  @Test
  void placeholdersBecomeWordsOfTheShell() {
    ExternalProgram program =
        ExternalProgram.parse("x=${home}/run {model} {scp} {embedding_scp} {1..2}");

    assertThat(program.filled(VALUES))
        .isEqualTo(
            "${home}/run '/tmp/a b'\\''c$d/MODEL' '/tmp/a b'\\''c$d/SCP'"
                + " '/tmp/a b'\\''c$d/EMBEDDING_SCP' {1..2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          extract                                    | found "extract", expected NAME='COMMAND
          =run {model} {scp} {embedding_scp}         | expected NAME='COMMAND
          a b=run {model} {scp} {embedding_scp}      | a b: found that name, expected letters
          -x=run {model} {scp} {embedding_scp}       | -x: found that name
          base=run {model} {scp} {embedding_scp}     | base: found a name that this program uses itself
          Speakerbench=r {model} {scp} {embedding_scp} | Speakerbench: found a name that this program
          x=run {model} {scp}                        | x: found no {embedding_scp} in the command
          x=run                                      | found no {embedding_scp}, {model}, {scp} in
          x=run {model} {scp} {embedding_scp} {wav}  | found {wav} in the command, expected {config}
          x=run "{model}" {scp} {embedding_scp}      | found "{model}, expected no quotes
          x=run {model}' {scp} {embedding_scp}       | found {model}', expected no quotes
          """,
      quoteCharacter = '`')
  void whatCannotBeRunIsToldAtOnce(String text, String sentence) {
    assertThatThrownBy(() -> ExternalProgram.parse(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("--external")
        .hasMessageContaining(sentence);
  }

  @Test
  void aNameIsGivenOnce() {
    List<String> texts = List.of("a=" + COMMAND, "b=" + COMMAND);
    assertThat(ExternalProgram.parseAll(texts))
        .extracting(ExternalProgram::name)
        .containsExactly("a", "b");

    assertThatThrownBy(() -> ExternalProgram.parseAll(List.of("a=" + COMMAND, "a=" + COMMAND)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("--external a: found twice");
  }

  @Test
  void reportsTellNoFolders() {
    List<ExternalProgram> programs =
        ExternalProgram.parseAll(
            List.of("py=LD_LIBRARY_PATH=/opt/me/lib ~/env/bin/python /home/me/x.py " + COMMAND));

    assertThat(ExternalProgram.facts(programs).get("py").value())
        .isEqualTo("LD_LIBRARY_PATH=lib python x.py " + COMMAND);
  }
}
