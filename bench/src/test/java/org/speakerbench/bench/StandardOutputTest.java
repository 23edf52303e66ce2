package org.speakerbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own. */
@EnabledOnOs(OS.LINUX)
class StandardOutputTest {
  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "models", "completion", "jmh -l"})
  void whatCannotBePrintedIsAFailure(String arguments) throws Exception {
    Process process = start(new File("/dev/full"), arguments.split(" "));
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("error: standard output cannot be written: No space left on device\n");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void aReaderThatLeavesIsNotTold() throws Exception {
    Process process = start(null, "completion");
    process.getInputStream().close();
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor()).isEqualTo(1);
  }

  private static Process start(File out, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 4];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command[1] = "-cp";
    command[2] = System.getProperty("java.class.path");
    command[3] = Speakerbench.class.getName();
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command);
    return (out == null ? builder : builder.redirectOutput(out)).start();
  }
}
