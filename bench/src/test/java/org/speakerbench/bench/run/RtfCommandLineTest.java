package org.speakerbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.cli.RootCommand;

/** Wrong usage of {@code rtf} ends with code 2 and one sentence, and leaves nothing behind. */
class RtfCommandLineTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--wav, none.wav, none.wav: no such file",
    "--models, nothing, model nothing found",
    "--models, none.onnx, none.onnx",
    "--models, 'campplus,campplus', repeated",
    "--threads, 0, --threads",
    "--audio-ms, 0, --audio-ms",
    "--label, ../x, --label",
  })
  void oneSentenceSaysWhatIsWrong(String option, String value, String expected) {
    String errors = run(option, value);

    assertThat(errors.strip().lines()).singleElement().asString().contains(expected);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnknownProfileListsTheKnownOnes() {
    assertThat(run("--profile", "quickest"))
        .containsIgnoringCase("smoke, quick, standard, publish");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anExistingReportIsKept() throws Exception {
    Path file = folder.resolve("out/summary.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");

    assertThat(run("--models", "campplus")).contains("out: found a folder that is not empty");
    assertThat(file).hasContent("x");
    assertThat(folder.toFile().list()).containsExactly("out");
  }

  /** Runs with {@code --out} in the folder and returns what goes to standard error. */
  private String run(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "rtf",
                "--out",
                folder.resolve("out").toString(),
                "--zoo-dir",
                folder.resolve("zoo").toString()));
    all.addAll(List.of(arguments));
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(RootCommand.run(all.toArray(String[]::new))).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
