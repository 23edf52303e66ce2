package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ReportData;

/** The page in a browser: every chart is drawn, nothing is reported, nothing is too wide. */
class ReportPageBrowserTest {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** Before the page: collects what a console would show. */
  private static final String LISTEN =
      """
      <script>
      window.problems = [];
      console.error = console.warn = (...words) => problems.push(words.join(" "));
      addEventListener("error", (event) => problems.push(event.message));
      addEventListener("unhandledrejection", (event) => problems.push(String(event.reason)));
      document.addEventListener("securitypolicyviolation", (event) => problems.push(event.violatedDirective));
      </script>
      """;

  /** After it: chooses, points at a mark of every chart, and writes down what was found. */
  private static final String TELL =
      """
      <script>
      addEventListener("load", () => setTimeout(() => {
        document.querySelectorAll(".controls select").forEach((select) => {
          const first = select.value;
          [...Array(select.options.length).keys(), first].forEach((i) => {
            select.value = i;
            select.dispatchEvent(new Event("change"));
          });
        });
        setTimeout(() => {
          let tips = 0;
          document.querySelectorAll("figure svg :is(circle, rect, path)").forEach((mark) => {
            document.getElementById("tip").textContent = "";
            mark.dispatchEvent(new PointerEvent("pointerenter", { clientX: 5, clientY: 5 }));
            tips += document.getElementById("tip").textContent !== "";
          });
          document.getElementById("tip").hidden = true;
          const main = document.querySelector("main").getBoundingClientRect();
          const outside = [...document.querySelectorAll("figure svg text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < main.left - 1 || box.right > main.right + 1;
          }).map((text) => text.textContent);
          const wide = [...document.querySelectorAll("main *")].filter((node) => !node.closest(".scroll, textarea, svg")
            && node.getBoundingClientRect().right > main.right + 1).map((node) => `${node.tagName} ${node.id} ${node.className}`);
          // Red, in any of its uses: what the user must act on.
          const probe = document.createElement("i");
          document.body.append(probe);
          const red = ["--fail", "--fail-back"].map((name) => {
            probe.style.color = `var(${name})`;
            return getComputedStyle(probe).color;
          });
          const reds = [...document.querySelectorAll("main *")].filter((node) => {
            const style = getComputedStyle(node);
            return [style.color, style.backgroundColor, style.fill, style.stroke, style.borderLeftColor].some((colour) => red.includes(colour));
          }).map((node) => `${node.tagName} ${node.className} ${node.textContent}`);
          const edge = document.querySelector("#models .scroll")?.getBoundingClientRect().right;
          const seen = [...document.querySelectorAll("table.models thead th")].filter((th) => th.getBoundingClientRect().right <= edge + 1)
            .map((th) => th.textContent);
          const ticks = [...document.querySelectorAll("figure svg .tick text")].map((text) => text.textContent)
            .filter((text) => text && !/^[+-]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?%?$/.test(text));
          const bad = [...document.querySelectorAll("figure svg *")].filter((node) =>
            [...node.attributes].some((attribute) => /NaN|undefined|Infinity/.test(attribute.value))).length;
          const root = document.documentElement;
          Object.assign(root.dataset, {
            problems: problems.join("; "), tips, reds: reds.join("; "), seen: seen.join("; "), ticks: ticks.join("; "), outside: [...outside, ...wide].join("; "), bad,
            inner: innerWidth, client: root.clientWidth, scroll: root.scrollWidth,
          });
          parent.postMessage(root.outerHTML, "*");
        }, 100);
      }, 100));
      </script>
      """;

  /** Around it: a frame, as a window is not made as narrow as a phone. */
  private static final String FRAME =
      """
      <!DOCTYPE html><body style="margin:0"><iframe src="%s" style="border:0;width:%dpx;height:900px"></iframe>
      <pre></pre><script>
      addEventListener("message", (event) => { document.querySelector("pre").textContent = event.data; });
      </script>
      """;

  private static String browser;
  @TempDir Path folder;

  @BeforeAll
  static void findBrowser() {
    Optional<File> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(path -> NAMES.stream().map(name -> new File(path, name)))
            .filter(File::canExecute)
            .findFirst();
    assumeTrue(found.isPresent(), "no browser on the PATH, expected one of " + NAMES);
    browser = found.get().getPath();
  }

  private Document open(List<ReportData> reports, List<ComparisonRow> comparison, int width)
      throws Exception {
    Path file = folder.resolve(ReportPage.FILE);
    ReportPage.write(reports, comparison, Opening.NONE, file);
    String html = Files.readString(file);
    Files.writeString(
        file, html.replaceFirst("<head>", "<head>" + LISTEN).replace("</body>", TELL + "</body>"));
    Path frame = folder.resolve("frame.html");
    Files.writeString(frame, FRAME.formatted(ReportPage.FILE, width));
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1400,1000",
                "--virtual-time-budget=10000",
                "--dump-dom",
                frame.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
      deleteProfile();
    }
    Document page = Jsoup.parse(Jsoup.parse(Files.readString(dom)).selectFirst("pre").wholeText());
    Element root = page.selectFirst("html");
    assertThat(root.attr("data-inner")).isEqualTo("" + width);
    assertThat(root.attr("data-problems")).isEmpty();
    assertThat(root.attr("data-bad")).as("attributes that are no numbers").isEqualTo("0");
    assertThat(root.attr("data-ticks")).as("ticks that are no ordinary numbers").isEmpty();
    assertThat(root.attr("data-outside")).as("what reaches over the edge").isEmpty();
    assertThat(Integer.parseInt(root.attr("data-scroll")))
        .as("width of the content")
        .isLessThanOrEqualTo(Integer.parseInt(root.attr("data-client")));
    return page;
  }

  /** Its helpers may still write for a moment. */
  private void deleteProfile() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (Stream<Path> files = Files.walk(folder.resolve("profile"))) {
        files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
      } catch (IOException | java.io.UncheckedIOException e) {
        // a file went while it was listed
      }
      if (!Files.exists(folder.resolve("profile"))) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private static List<String> drawn(Document page) {
    return page.select("#ratios, #charts > section").stream()
        .filter(section -> !section.select("figure svg :is(circle, rect, path)").isEmpty())
        .map(Element::id)
        .toList();
  }

  private static List<String> shown(Document page) {
    return page.select("#ratios, #charts > section:not([hidden])").eachAttr("id");
  }

  @ParameterizedTest
  @ValueSource(ints = {1300, 390, 360})
  void everyChartIsDrawn(int width) throws Exception {
    Document page =
        open(
            List.of(PageSamples.whole("first"), PageSamples.whole("second")),
            PageSamples.comparison(),
            width);
    assertThat(drawn(page))
        .containsExactly(
            "ratios",
            "rtf",
            "throughput",
            "stages",
            "cold",
            "forks",
            "latency",
            "iterations",
            "growth",
            "size");
    assertThat(shown(page)).isEqualTo(drawn(page));
    assertThat(page.select("nav a").eachText())
        .startsWith("Comparison", "Models", "RTF")
        .endsWith("Environment", "All rows");
    assertThat(Integer.parseInt(page.selectFirst("html").attr("data-tips"))).isGreaterThan(100);
    // 2 runs of 2 programs, by CPU and by wall clock; 5 forks a bar and 2 published figures.
    assertThat(page.select("#rtf .drawing rect")).hasSize(16);
    assertThat(page.select("#rtf .drawing circle.fork")).hasSize(80);
    assertThat(page.select("#rtf .drawing path.published")).hasSize(2);
    assertThat(page.select("#rtf .invalid-mark")).isEmpty();
    assertThat(page.select("#ratios .drawing circle")).hasSize(4);
    assertThat(page.select("#forks .drawing circle")).hasSize(2 * 2 * 5);
    assertThat(page.select("#iterations .drawing circle")).hasSize(2 * 2 * 5 * 6);
    assertThat(page.select("#latency .panel")).hasSize(2);
    assertThat(page.select("#growth .panel")).hasSize(8);
  }

  /** Two of its rows are INVALID, none of them in the table; and nobody must do anything. */
  @ParameterizedTest
  @CsvSource({
    "1300, Model; RTF wall [99% interval]; Answer; Figure; Published RTF (Xeon 8163); RTF CPU\\, as published;"
        + " Inference RTF; Memory\\, peak MB; Cosine; Params",
    "390, Model; RTF wall [99% interval]; Answer",
    "360, Model; RTF wall [99% interval]; Answer"
  })
  void theTableShowsModelFigureAndVerdictFirst(int width, String columns) throws Exception {
    Document page = open(List.of(PageSamples.whole("one")), List.of(), width);
    assertThat(page.selectFirst("html").attr("data-seen")).startsWith(columns.replace("\\", ""));
    assertThat(page.selectFirst("html").attr("data-reds")).isEmpty();
    assertThat(page.select("#forks .invalid-mark").text()).isEqualTo("INVALID");
    assertThat(page.select("#latency h3 .invalid-mark")).hasSize(1);
    assertThat(page.select("#iterations h3 .invalid-mark")).hasSize(1);
  }

  @Test
  void redIsWhatMustBeActedOn() throws Exception {
    Document page = open(List.of(PageSamples.hostile("words")), List.of(), 1300);
    assertThat(page.selectFirst("html").attr("data-reds"))
        .startsWith("P act 1 of the table's 1 figure is INVALID");
  }

  @Test
  void aSmallRunShowsWhatItHas() throws Exception {
    Document page = open(List.of(PageSamples.small("tiny")), List.of(), 1300);
    assertThat(drawn(page)).containsExactly("rtf", "forks", "latency", "iterations");
    assertThat(shown(page)).isEqualTo(drawn(page));
    assertThat(page.select(".controls").first().hasAttr("hidden")).isTrue();
    assertThat(page.select("#latency .drawing circle")).hasSize(1); // only the median is claimed
  }

  @Test
  void aSweepOfFbankAloneShowsHowItGrows() throws Exception {
    Document page = open(List.of(PageSamples.features("sweep")), List.of(), 1300);
    assertThat(drawn(page)).containsExactly("forks", "latency", "iterations", "growth");
    assertThat(page.select("#growth .panel")).hasSize(2); // real-time factor and memory
    assertThat(page.select("#growth .drawing circle")).hasSize(2 * 3);
    assertThat(page.select("#growth .legend").text()).isEqualTo("FBank");
  }

  @Test
  void wordsOfARunAreShownAsTheyAre() throws Exception {
    String words = "</script><img src=x onerror=alert(1)> & \"x\" 'y'";
    Document page = open(List.of(PageSamples.hostile(words)), List.of(), 390);
    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("#forks svg text").eachText()).contains(words);
  }

  /** Two models whole and at 10 s, one alone; a model that was not timed is in the table only. */
  @ParameterizedTest
  @ValueSource(ints = {1200, 390})
  void errorRatesAreDrawnAgainstTime(int width) throws Exception {
    Document page = open(List.of(AccuracySamples.joined("one")), List.of(), width);
    assertThat(page.select("#tradeoff .panel h3").eachText())
        .containsExactly("speech, whole clips", "speech, 10000 ms", "other, whole clips");
    assertThat(page.select("#tradeoff .drawing circle")).hasSize(5);
    assertThat(page.select("#tradeoff .drawing path.front")).hasSize(2);
    assertThat(page.select("#tradeoff .drawing circle[fill=var(--back)]")).hasSize(4);
    assertThat(page.select("#tradeoff .legend").text())
        .isEqualTo(
            "undecided on the front no other to compare it with Pareto front by the figures");
    assertThat(page.select("#accuracy table tbody tr")).hasSize(6);
    assertThat(page.select("#evaluated table tbody tr")).hasSize(7);
    assertThat(page.select("nav a").eachText()).contains("Accuracy", "Speed and accuracy");
  }
}
