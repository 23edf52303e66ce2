package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.onnx.FastestSession;

/** The verdicts that the engine goes by are those of the matrix that is published. */
class RuntimeVerdictsResourceTest {
  private static final Path REPORT = Path.of("../reports").resolve(RuntimeMatrixCsv.FILE);
  private static final int COLUMNS = 6;

  @Test
  void theResourceIsTheFirstColumnsOfTheReport() throws IOException {
    List<String> expected = Files.readAllLines(REPORT).stream().map(this::cut).toList();
    try (InputStream in = FastestSession.class.getResourceAsStream("runtime-verdicts.csv")) {
      String found = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(found.lines().toList())
          .as("the map of CONTRIBUTING.md says how")
          .isEqualTo(expected);
    }
  }

  /** No cell of these columns is quoted. */
  private String cut(String line) {
    String[] cells = line.split(",", COLUMNS + 1);
    assertThat(cells).hasSizeGreaterThan(COLUMNS);
    String cut = String.join(",", List.of(cells).subList(0, COLUMNS));
    assertThat(cut).doesNotContain("\"");
    return cut;
  }
}
