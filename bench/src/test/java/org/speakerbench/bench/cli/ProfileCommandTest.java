package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny run from the command line to its files. */
class ProfileCommandTest {
  @TempDir Path folder;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  private int profile(String... args) {
    List<String> line = new ArrayList<>(List.of("profile"));
    line.addAll(Arrays.asList(args));
    return RootCommand.run(
        new PrintWriter(stdout, true), new PrintWriter(stderr, true), line.toArray(String[]::new));
  }

  @Test
  void itWritesWhatItPrints() throws Exception {
    Path out = folder.resolve("new/profile");

    assertThat(profile("xvector", "--frames", "98", "--runs", "2", "--out", out.toString()))
        .as(stderr.toString())
        .isZero();

    List<CSVRecord> rows;
    try (CSVParser parser =
        CSVParser.parse(
            out.resolve("profile.csv"),
            java.nio.charset.StandardCharsets.UTF_8,
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      rows = parser.getRecords();
    }
    assertThat(rows).allMatch(row -> row.get("frames").equals("98"));
    assertThat(rows).allMatch(row -> row.get("model").equals("xvector"));
    assertThat(rows).extracting(row -> row.get("level")).contains("session", "ceiling", "bound");
    for (CSVRecord row : rows) {
      if (row.get("level").equals("operator") || row.get("level").equals("layer_group")) {
        assertThat(stdout.toString()).contains(row.get("name"));
      }
    }
    assertThat(stdout.toString()).contains("Report: " + out);
    assertThat(Files.readString(out.resolve("profile.html"))).contains("xvector");
    assertThat(Files.readString(out.resolve("environment.json")))
        .contains("speakerbench profile --frames 98 --runs 2 xvector");
  }

  @Test
  void whatIsWrongIsSaidInOneSentence() {
    assertThat(profile("xvector", "--frames", "98", "--audio-ms", "1000")).isEqualTo(2);
    assertThat(stderr.toString())
        .contains("--frames 98: found --audio-ms 1000 too, expected one of them");
    assertThat(profile("xvector", "--runs", "0")).isEqualTo(2);
    assertThat(stderr.toString()).contains("--runs: found 0, expected 1 to 10000");
    assertThat(profile("xvector", "--precision", "bf16")).isEqualTo(2);
    assertThat(stderr.toString()).contains("provider cpu: found precision bf16, expected f32");
    assertThat(profile("xvector", "--audio-ms", "30")).isEqualTo(2);
    assertThat(profile()).isEqualTo(2);
    assertThat(stdout.toString()).isEmpty();
  }
}
