package org.speakerbench.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.EnvironmentJson;
import org.speakerbench.bench.format.ProfileCsv;

/** The page read back: its tables are those of the console, its rows those of the CSV. */
class ProfilePageTest {
  @TempDir Path folder;
  private final ProfileResult result = ProfileSamples.result();

  private Document page() throws Exception {
    new ProfileReport(result).write(folder);
    return Jsoup.parse(Files.readString(folder.resolve(ProfilePage.FILE)));
  }

  @Test
  void theTablesAreThoseOfTheConsole() throws Exception {
    Document page = page();

    for (ProfileText.Section section : new ProfileText(result).sections()) {
      Element drawn = page.getElementById(section.id());
      assertThat(drawn.select("h2").text()).isEqualTo(section.title());
      assertThat(drawn.select("thead th").eachText()).isEqualTo(section.table().header());
      List<List<String>> rows =
          drawn.select("tbody tr").stream().map(row -> row.children().eachText()).toList();
      assertThat(rows).isEqualTo(section.table().rows()).isNotEmpty();
      assertThat(drawn.select("p.method").text()).isEqualTo(section.method());
    }
    assertThat(page.select("#operators td.share").eachAttr("style"))
        .containsExactly("--share: 62.5%", "--share: 25.0%", "--share: 12.5%");
  }

  @Test
  void itSaysWhatWasRunAndOpensWithoutANetwork() throws Exception {
    Document page = page();

    assertThat(page.title()).isEqualTo("Profile: mine <b> (tuned)");
    assertThat(page.select("#answer p").eachText()).isEqualTo(new ProfileText(result).sentences());
    assertThat(page.getElementById("csv").wholeText())
        .isEqualTo(ProfileCsv.text(result.subject(), result.rows()));
    assertThat(page.select("script, link, img, iframe, [src], [href]")).isEmpty();
    assertThat(page.html()).doesNotContain("{{").doesNotContain("url(");
    assertThat(page.select("#environment td").eachText()).contains("Test", "a test");
    assertThat(Files.readString(folder.resolve(EnvironmentJson.FILE))).contains("\"Test\"");
    assertThat(folder.resolve(ProfileCsv.FILE)).hasContent(page.getElementById("csv").wholeText());
  }

  /** What covers the run, and what disturbs it, stand in front of the tables. */
  @Test
  void theConsoleSaysHowMuchTheProfilerDisturbsAndWhatTheNodesCover() {
    String console = new ProfileReport(result).console().replace("\n", " ");

    assertThat(console)
        .contains("The answer is VERIFIED (cosine 0.9999999).")
        .contains(
            "Times are means of the fastest quarter. A run takes 0.45 ms, and 1.100 times that under the profiler")
        .contains("(99% interval 1.050 to 1.150, 20 runs each, in turn)")
        .contains("The session's 3 nodes take 0.40 ms, 80.0% of its time under the profiler")
        .contains("0.0004 G as it runs, 0.0005 G in the official graph")
        .contains("No gemm-bf16: provider cpu has no product of bfloat16.");
  }
}
