package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatableTest {
  @Test
  void theCommandHasWhatWasMeasuredAndNotWhere() {
    assertThat(
            command(
                "--models=campplus,mine=/home/me/m.onnx",
                "--out=/home/me/report",
                "--label=mine",
                "--external=py=/home/me/env/bin/python golden/x.py {model} {scp} {embedding_scp}"))
        .isEqualTo(
            "speakerbench rtf --models campplus,mine=m.onnx"
                + " --external 'py=python golden/x.py {model} {scp} {embedding_scp}'");
  }

  @Test
  void anOptionThatTakesNothingHasNoValue() {
    assertThat(command("--models=campplus", "--tune"))
        .isEqualTo("speakerbench rtf --models campplus --tune");
  }

  @Test
  void anOptionThatIsRepeatedIsThereAsOften() {
    assertThat(command("--provider=cpu", "--provider=ov=/opt/lib.so,A=1"))
        .isEqualTo("speakerbench rtf --provider cpu --provider ov=lib.so,A=1");
  }

  private static String command(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "rtf";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return Repeatable.command(
        new RootCommand().program(arguments).parseArgs(arguments).subcommand());
  }
}
