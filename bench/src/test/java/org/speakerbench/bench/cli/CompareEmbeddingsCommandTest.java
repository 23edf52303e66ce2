package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareEmbeddingsCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path a;

  @BeforeEach
  void writeA() throws IOException {
    a = Files.writeString(folder.resolve("a.ark"), "s/1  [ 3 4 ]\ns/2  [ 1 0 ]\ns/3  [ 0 2 ]\n");
  }

  private int compare(Object... args) {
    String[] all = new String[args.length + 1];
    all[0] = "compare-embeddings";
    for (int i = 0; i < args.length; i++) {
      all[i + 1] = args[i].toString();
    }
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return RootCommand.run(new PrintWriter(out), new PrintWriter(err), all);
  }

  private Path jsonLines(String... objects) throws IOException {
    return Files.write(folder.resolve("b.jsonl"), Arrays.asList(objects));
  }

  private static String object(String id, String values) {
    return "{\"id\":\"" + id + "\",\"embedding\":[" + values + "]}";
  }

  private String firstLine() {
    return out.toString().lines().findFirst().orElse("");
  }

  @Test
  void theSameSetInAnotherFormatPasses() throws IOException {
    Path b = jsonLines(object("s/3", "0,2"), object("s/1", "3,4.0"), object("s/2", "1e0,0"));
    assertThat(compare(a, b)).isEqualTo(0);
    assertThat(firstLine()).startsWith("PASS: all 3 utterances have a cosine at least 0.9999");
    assertThat(out.toString()).contains("cosine: smallest 1,", "largest 0,");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFolderHasItsFileNames() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("s-1.embedding"), "3 4\n");
    Files.writeString(files.resolve("s-2.embedding"), "1 0\n");
    Files.writeString(files.resolve("s-3.embedding"), "0 2\n");
    assertThat(compare(files, a)).isEqualTo(0);
  }

  @Test
  void oneThatTurnsOrGrowsFails() throws IOException {
    Path b = jsonLines(object("s/1", "4,3"), object("s/2", "2,0"), object("s/3", "0,2"));
    assertThat(compare(a, b)).isEqualTo(1);
    assertThat(firstLine()).startsWith("FAIL: 2 of 3 differ; expected");
    // Worst first: the cosine 24/25 of |(1, -1)|/5, then the length.
    assertThat(out.toString()).contains("  s/1 0.96 0.282842712\n  s/2 1 1\n");
    assertThat(compare(a, b, "--min-cosine", "0.95", "--max-l2", "Infinity")).isEqualTo(0);
    assertThat(compare(a, b, "--min-cosine", "0.97", "--max-l2", "Infinity")).isEqualTo(1);
    assertThat(compare(a, b, "--min-cosine", "0.95")).isEqualTo(1);
  }

  @Test
  void missingExtraAndUnusableOnesAreTold() throws IOException {
    Path b = jsonLines(object("s/1", "3,4"), object("s/2", "0,0"), object("s/9", "1,1"));
    Path report = folder.resolve("report");
    assertThat(compare(a, b, "--out", report)).isEqualTo(1);
    assertThat(firstLine()).startsWith("FAIL: 1 of 2 differ, 1 missing in B, 1 in B alone");
    assertThat(Files.readAllLines(report.resolve("embeddings.csv")))
        .containsExactly(
            "schema_version,utterance,verdict,cosine,relative_l2,note",
            "1,s/1,ok,1.0,0.0,",
            "1,s/2,differs,,,\"B: found 2 zeros, expected a vector that has a direction\"",
            "1,s/3,missing,,,",
            "1,s/9,extra,,,");
    var page = Jsoup.parse(Files.readString(report.resolve("embeddings.html")));
    assertThat(page.select("b").text()).isEqualTo(firstLine());
    assertThat(page.text()).contains("s/3: missing in B", "s/9: in B alone");
    List<String> worst = page.select("table").get(1).select("th[scope=row]").eachText();
    assertThat(worst).containsExactly("s/2", "s/1");

    assertThat(compare(a, jsonLines(object("s/1", "3,4")), "--common")).isEqualTo(0);
    assertThat(compare(a, jsonLines(object("x", "3,4")), "--common")).isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsOneSentence() throws IOException {
    assertThat(compare(a, folder.resolve("none"))).isEqualTo(2);
    assertThat(err.toString()).contains("none: found nothing, expected embeddings or features");
    assertThat(compare(a, a, "--min-cosine", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("--min-cosine: found 2.0, expected a number from -1 to 1");
  }
}
