package org.speakerbench.golden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.check.Candidate;
import org.speakerbench.golden.check.Control;
import org.speakerbench.golden.check.MeasuredError;
import org.speakerbench.golden.check.ParityCheck;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.check.ParityStage;
import org.speakerbench.golden.check.ParitySuite;
import org.speakerbench.golden.check.TestZoo;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Peer;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page read back: its maps and tables hold the numbers of the report. */
class ParityPageTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final Candidate ENGINE = Candidate.engine();
  private static final List<String> CLIPS = List.of("flite-awb", "chirp", "short-400");
  private static final Pattern MAP =
      Pattern.compile("<script type=\"application/json\" class=\"error-map\">(.*?)</script>");

  @TempDir Path folder;

  /** A page and what it was made of. */
  private record Page(ParityReports reports, String html, List<JsonNode> maps, Element body) {

    /** The cells of a table, the header first. */
    List<List<String>> table(String section, int number) {
      NodeList sections = body.getElementsByTagName("section");
      Element inside =
          IntStream.range(0, sections.getLength())
              .mapToObj(i -> (Element) sections.item(i))
              .filter(e -> e.getAttribute("id").equals(section))
              .findFirst()
              .orElseThrow();
      Element table = (Element) inside.getElementsByTagName("table").item(number);
      NodeList rows = table.getElementsByTagName("tr");
      List<List<String>> cells = new ArrayList<>();
      for (int r = 0; r < rows.getLength(); r++) {
        NodeList row = rows.item(r).getChildNodes();
        cells.add(
            IntStream.range(0, row.getLength())
                .mapToObj(c -> row.item(c).getTextContent())
                .toList());
      }
      return cells;
    }
  }

  private Page page(Candidate candidate, String choice) throws Exception {
    ParitySuite suite =
        new ParitySuite(
            List.of(
                new ParityCheck(PACK, TestZoo.zoo()).withClips(CLIPS).withCandidate(candidate)));
    ParityPage page = new ParityPage(suite, ClipChoice.parse(choice));
    ParityReports reports = suite.run(List.of());
    Path file = folder.resolve("page.html");
    page.write(reports, file);
    String html = Files.readString(file);
    List<JsonNode> maps = new ArrayList<>();
    Matcher matcher = MAP.matcher(html);
    while (matcher.find()) {
      maps.add(new ObjectMapper().readTree(matcher.group(1)));
    }
    // Scripts and styles are raw text in HTML; the rest is XML, so nothing in it is unescaped.
    String rest = html.replaceAll("(?s)<(script|style)\\b.*?</\\1>", "");
    Element body =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(rest)))
            .getDocumentElement();
    return new Page(reports, html, maps, body);
  }

  private static ByteBuffer bytes(JsonNode base64) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(base64.asText()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As the script reads them. */
  private static float[] errors(JsonNode layer) {
    ByteBuffer bytes = bytes(layer.get("errors"));
    float[] errors = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Float.intBitsToFloat(bytes.getShort(i * Short.BYTES) << 16);
    }
    return errors;
  }

  private static ParityRow row(Page page, String clip, ParityStage stage) {
    return page.reports().packs().get(0).rows().stream()
        .filter(row -> row.clip().equals(clip) && row.stage() == stage)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theMapsHoldTheErrorsOfTheReport() throws Exception {
    Page page = page(ENGINE, "short-400,chirp");
    assertThat(page.maps())
        .extracting(map -> map.get("clip").asText())
        .containsExactly("short-400", "chirp");
    for (JsonNode map : page.maps()) {
      ParityRow row = row(page, map.get("clip").asText(), ParityStage.FBANK);
      MeasuredError max = row.error(Metric.MAX_ABS).orElseThrow();
      GoldenClip clip = PACK.clip(row.clip());
      double[] truth = clip.fbankFloat64();
      assertThat(map.get("limit").asDouble()).isEqualTo(max.limit());
      assertThat(map.get("frames").asInt()).isEqualTo(clip.frames());
      assertThat(map.get("frames").asInt() * map.get("bins").asInt()).isEqualTo(truth.length);
      float[] expected = new float[truth.length];
      bytes(map.get("expected")).asFloatBuffer().get(expected);
      assertThat(expected[truth.length - 1]).isEqualTo((float) truth[truth.length - 1]);

      JsonNode layers = map.get("layers");
      assertThat(layers)
          .extracting(layer -> layer.get("name").asText())
          .containsExactly("ours", "torchaudio", "kaldi-native-fbank");
      JsonNode worst = layers.get(0).get("worst");
      assertThat(worst.get("frame").asInt()).isEqualTo(row.worst().frame());
      assertThat(worst.get("bin").asInt()).isEqualTo(row.worst().bin());
      assertThat(worst.get("expected").asDouble()).isEqualTo(row.worst().expected());
      assertThat(worst.get("actual").asDouble()).isEqualTo(row.worst().actual());
      holds(layers.get(0), ENGINE.fbank(clip.waveform(), clip.frontEnd()), truth, max.value());
      holds(
          layers.get(1),
          clip.fbankTorchaudio().orElseThrow(),
          truth,
          max.peers().get(Peer.TORCHAUDIO));
      holds(
          layers.get(2),
          clip.fbankKnf().orElseThrow(),
          truth,
          max.peers().get(Peer.KALDI_NATIVE_FBANK));
      int decades = map.get("high").asInt() - map.get("low").asInt();
      assertThat(decades).isBetween(2, 8);
      assertThat(Math.pow(10, map.get("high").asInt())).isGreaterThanOrEqualTo(max.limit());
    }
  }

  private static void holds(JsonNode layer, Features found, double[] truth, double largest) {
    float[] errors = errors(layer);
    assertThat(errors).hasSize(truth.length);
    double max = 0;
    for (int i = 0; i < errors.length; i++) {
      double error = found.data()[i] - truth[i];
      assertThat((double) errors[i]).isCloseTo(error, within(Math.abs(error) / 256));
      max = Math.max(max, Math.abs(errors[i]));
    }
    assertThat(max).isCloseTo(largest, within(largest / 256));
  }

  @Test
  void theTablesHoldTheNumbersOfTheReport() throws Exception {
    Page page = page(ENGINE, "0");
    assertThat(page.maps()).isEmpty();
    assertThat(page.body().getTextContent()).contains("No clips were asked for.");
    assertThat(page.body().getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("Parity with Python: PASS");
    assertThat(page.body().getTextContent()).contains(page.reports().finalLine());

    Cells summary = ParitySections.summary(page.reports().packs().get(0));
    List<List<String>> table = page.table("summary", 0);
    assertThat(table.get(0)).isEqualTo(summary.columns().stream().map(Cells.Column::name).toList());
    assertThat(table.subList(1, table.size())).isEqualTo(summary.rows());

    List<List<String>> clips = page.table("clips", 0);
    assertThat(clips).hasSize(1 + 3 * CLIPS.size());
    MeasuredError tightest = row(page, "flite-awb", ParityStage.FBANK).tightest().orElseThrow();
    Metric metric = tightest.metric();
    assertThat(clips.get(2).subList(0, 7))
        .containsExactly(
            "flite-awb",
            "FBANK",
            metric.label(),
            metric.format(tightest.value()),
            metric.format(tightest.peers().get(Peer.TORCHAUDIO)),
            metric.format(tightest.peers().get(Peer.KALDI_NATIVE_FBANK)),
            metric.format(tightest.limit()));
  }

  @Test
  void needsNoNetwork() throws Exception {
    Page page = page(ENGINE, "1");
    assertThat(page.html().contains("default-src 'none'")).isTrue();
    assertThat(
            Pattern.compile("https?:|src=|href|url\\(|@import|fetch\\(")
                .matcher(page.html())
                .results())
        .isEmpty();
    assertThat(Pattern.compile("\\{\\{\\w+}}").matcher(page.html()).results()).isEmpty();
  }

  @Test
  void theWorstClipComesFirstAndFeaturesOfAnotherShapeHaveNoMap() throws Exception {
    Candidate broken =
        Control.of(ENGINE)
            .fbank(
                (clip, frontEnd) -> {
                  Features features = ENGINE.fbank(clip, frontEnd);
                  return features.frames() == 1 ? new Features(1, 79, features.data()) : features;
                });
    Page page = page(broken, "1");
    assertThat(page.maps())
        .singleElement()
        .satisfies(
            map -> {
              assertThat(map.get("clip").asText()).isEqualTo("short-400");
              assertThat(map.get("layers").get(0).has("errors")).isFalse();
              assertThat(map.get("layers").get(1).has("errors")).isTrue();
            });
    assertThat(page.body().getTextContent())
        .contains("ours: there is no map, found Features[1, 79], expected [1, 80]")
        .contains("Parity with Python: FAIL");
    assertThat(page.table("clips", 0))
        .filteredOn(row -> row.contains("FAIL"))
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("short-400 FBANK", "short-400 NORMALISED");
  }

  @Test
  void whatFailsOnlyAfterTheMeanIsDrawnThere() throws Exception {
    Page page = page(Control.of(ENGINE).normalise(raw -> raw), "flite-awb");
    JsonNode map = page.maps().get(0);
    assertThat(map.get("stage").asText()).isEqualTo("NORMALISED");
    ParityRow row = row(page, "flite-awb", ParityStage.NORMALISED);
    double largest = row.error(Metric.MAX_ABS).orElseThrow().value();
    float[] errors = errors(map.get("layers").get(0));
    assertThat(largest).isGreaterThan(1);
    assertThat((double) Math.abs(errors[row.worst().index()]))
        .isCloseTo(largest, within(largest / 256));
    assertThat(page.body().getTextContent()).contains("(beyond the limit ");
  }

  @Test
  void whatACandidateSaysIsText() throws Exception {
    String attack = "</script><script>alert(\"1\")</script><!-- & ' ]]> \u0000 {{style}}";
    Candidate hostile =
        Control.of(ENGINE)
            .fbank(
                (clip, frontEnd) -> {
                  throw new SpeakerbenchException(attack);
                });
    Page page = page(hostile, "1");
    String shown = attack.replace('\u0000', '\uFFFD');
    assertThat(page.body().getTextContent()).contains("ours: there is no map, " + shown);
    assertThat(page.maps().get(0).get("layers").get(0).get("problem").asText()).isEqualTo(attack);
    assertThat(page.html().contains("<script>alert")).isFalse();
    assertThat(page.html().contains("<!--")).isFalse();
    assertThat(page.html().split("<script", -1).length).isEqualTo(1 + 2);
  }

  @Test
  void aCellThatIsNotANumberIsKept() throws Exception {
    Candidate broken =
        Control.of(ENGINE)
            .fbank(
                (clip, frontEnd) -> {
                  Features features = ENGINE.fbank(clip, frontEnd);
                  float[] data = features.data().clone();
                  data[17] = Float.NaN;
                  data[18] = Float.POSITIVE_INFINITY;
                  return new Features(features.frames(), features.bins(), data);
                });
    Page page = page(broken, "chirp");
    JsonNode ours = page.maps().get(0).get("layers").get(0);
    assertThat(errors(ours)[17]).isNaN();
    assertThat(errors(ours)[18]).isInfinite();
    assertThat(ours.get("worst").get("bin").asInt()).isEqualTo(17);
    assertThat(ours.get("worst").get("actual").isNull()).isTrue();
    assertThat(page.maps().get(0).get("high").asInt()).isLessThan(2);
  }

  @Test
  void nothingIsLeftBehindWhenTheMapsFail() throws IOException {
    ParityCheck check = new ParityCheck(PACK, TestZoo.zoo()).withClips(List.of("short-400"));
    ParitySuite suite = new ParitySuite(List.of(check));
    ParityReports reports = suite.run(List.of());
    Candidate crashing =
        Control.of(ENGINE)
            .fbank(
                (clip, frontEnd) -> {
                  throw new StackOverflowError();
                });
    ParitySuite other = new ParitySuite(List.of(check.withCandidate(crashing)));
    ParityPage page = new ParityPage(other, ClipChoice.parse(null));
    assertThatThrownBy(() -> page.write(reports, folder.resolve("page.html")))
        .isInstanceOf(StackOverflowError.class);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    assertThatThrownBy(
            () ->
                new ParityPage(suite, new ClipChoice(0, List.of()))
                    .write(reports, folder.resolve("missing/page.html")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("cannot write ");
  }

  @Test
  void clipsThatAreNotThereAreNamed() {
    ParitySuite suite = ParitySuite.of(List.of(PACK), TestZoo.zoo());
    assertThatThrownBy(() -> new ParityPage(suite, ClipChoice.parse("chirp,nobody")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(
            "clips to draw: found no clip nobody, expected some of espeak-de, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,,b", "-1", ","})
  void aChoiceThatIsNeitherANumberNorIds(String text) {
    assertThatThrownBy(() -> ClipChoice.parse(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("expected a number or ids");
  }

  @Test
  void choices() {
    assertThat(ClipChoice.parse(null)).isEqualTo(new ClipChoice(6, List.of()));
    assertThat(ClipChoice.parse("12")).isEqualTo(new ClipChoice(12, List.of()));
    assertThat(ClipChoice.parse("a, b,a")).isEqualTo(new ClipChoice(0, Arrays.asList("a", "b")));
  }
}
