package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In a real bash, asked as the Tab key asks. */
@DisabledOnOs(OS.WINDOWS)
class CompletionCommandTest {
  @TempDir Path temp;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertThat(completed("speakerbench", "ex")).contains("extract");
    assertThat(completed("speakerbench", "extract", "--j")).contains("--jobs");
    assertThat(completed("speakerbench", "models", "")).contains("rm", "verify", "materialize");
    assertThat(completed("speakerbench", "rtf", "--profile", "")).containsIgnoringCase("standard");
  }

  private String completed(String... words) throws Exception {
    StringWriter script = new StringWriter();
    PrintWriter out = new PrintWriter(script, true);
    assertThat(RootCommand.run(out, out, "completion")).isEqualTo(RootCommand.OK);
    Path file = Files.writeString(temp.resolve("completion"), script.toString());
    String ask =
        "source "
            + file
            + "; COMP_WORDS=('"
            + String.join("' '", words)
            + "'); COMP_CWORD="
            + (words.length - 1)
            + "; _complete_speakerbench; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said;
  }
}
