package org.speakerbench.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;

/** The table, the sentences and the page. */
class MatrixViewsTest {
  @TempDir private Path folder;

  private static RuntimeRow row(
      String version, String provider, String precision, RuntimeVerdict verdict, double error) {
    return new RuntimeRow(
        version,
        provider,
        precision,
        "campplus",
        "p 1",
        verdict,
        0.5,
        error,
        3,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        verdict == RuntimeVerdict.SAFE ? "" : "because <of> it");
  }

  private static final List<RuntimeRow> ROWS =
      List.of(
          row("1.9.0", "cpu", "f32", RuntimeVerdict.SAFE, 6e-6),
          row("1.20.0", "cpu", "f32", RuntimeVerdict.SAFE, 0),
          row("1.21.1", "cpu", "f32", RuntimeVerdict.UNSAFE, 2.2),
          row("1.29.0", "cpu", "f32", RuntimeVerdict.SAFE, 0),
          row("1.29.0", "openvino", "bf16", RuntimeVerdict.CRASHED, Double.NaN),
          row("1.21.1", "openvino", "bf16", RuntimeVerdict.UNAVAILABLE, Double.NaN));

  @Test
  void theTableHasReleasesAcross() {
    List<String> lines = MatrixText.of(ROWS).lines().toList();
    assertThat(lines.get(0))
        .matches("model +runtime +1\\.9\\.0 +1\\.20\\.0 +1\\.21\\.1 +1\\.29\\.0");
    assertThat(lines.get(1)).matches("campplus +cpu +ok 6e-6 +ok 0 +WRONG 2 +ok 0");
    assertThat(lines.get(2)).matches("campplus +openvino bf16 +- +CRASHED");
    assertThat(MatrixText.of(ROWS)).contains("6 combinations, 2 of them wrong or crashed");
  }

  @Test
  void aSentenceSaysWhatIsSafe() {
    assertThat(SafeVersions.sentences(Grid.of(ROWS)))
        .containsExactly(
            "campplus (p 1): cpu safe under 1.9.0 to 1.20.0, 1.29.0, unsafe under 1.21.1;"
                + " openvino bf16 crashed under 1.29.0, unavailable under 1.21.1.");
  }

  @Test
  void thePageIsInOneFileAndSaysAllInText() throws IOException {
    Path file = folder.resolve(MatrixPage.FILE);
    MatrixPage.write(ROWS, "Test <CPU>", file);
    String page = Files.readString(file);
    assertThat(page)
        .contains("Test &lt;CPU&gt;", "because &lt;of&gt; it", "WRONG 2", "CRASHED", "1.21.1")
        .contains("class=\"unsafe shade5\"", "default-src 'none'")
        .doesNotContain("<of>", "<script", "src=", "http:", "https:", "url(");
  }
}
