package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

class ForkJoinerTest {
  private static final Locale BEFORE = Locale.getDefault();
  private static final RunResult JOINED =
      ForkJoiner.join(
          List.of(
              JmhResults.fork(1_000_000, 2_000_000),
              JmhResults.fork(3_000_000, 4_000_000),
              JmhResults.fork(5_000_000, 6_000_000)),
          Map.of("clip", "clip.wav", "model", "mine"));

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar-EG", "tr"})
  void theJsonIsThatOfOneRunWithAllForks(String locale) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));

    JsonNode json = json(JOINED).get(0);

    assertThat(json.get("forks").asInt()).isEqualTo(3);
    JsonNode raw = json.get("primaryMetric").get("rawDataHistogram");
    assertThat(raw).hasSize(3);
    for (int fork = 0; fork < 3; fork++) {
      for (int iteration = 0; iteration < 2; iteration++) {
        JsonNode sample = raw.get(fork).get(iteration).get(0);
        double ms = 1 + 2 * fork + iteration;
        assertThat(sample.get(0).asDouble()).isBetween(ms * 0.998, ms);
        assertThat(sample.get(1).asInt()).isEqualTo(1);
      }
    }
    assertThat(json.get("primaryMetric").get("score").asDouble()).isBetween(3.49, 3.5);
    assertThat(json.get("secondaryMetrics").get("cpu.time.norm").get("rawData").toString())
        .isEqualTo("[[1.0,2.0],[3.0,4.0],[5.0,6.0]]");
  }

  @Test
  void pathsAreNotReported() throws Exception {
    JsonNode json = json(JOINED).get(0);

    assertThat(json.get("params").toString())
        .isEqualTo("{\"clip\":\"clip.wav\",\"model\":\"mine\"}");
    assertThat(json.get("jvmArgs").toString()).isEqualTo("[\"-Xmx1g\"]");
    assertThat(json.toString()).doesNotContain("someone");
  }

  @Test
  void iterationsKeepTheirForkAndNumber() {
    List<IterationData> iterations = JmhExtract.measured(4, JmhResults.fork(1_000_000, 2_000_000));

    assertThat(iterations).extracting(IterationData::fork).containsExactly(4, 4);
    assertThat(iterations).extracting(IterationData::iteration).containsExactly(1, 2);
    assertThat(iterations).extracting(i -> i.extras().cpuMs()).containsExactly(1.0, 2.0);
    assertThat(iterations.get(1).wallMs()).hasSize(1);
    assertThat(iterations.get(1).extras().verified()).isFalse();
    assertThat(iterations.get(1).extras().cosine()).isNaN();
  }

  private static JsonNode json(RunResult result) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, print).writeOut(List.of(result));
    print.flush();
    return new ObjectMapper().readTree(bytes.toByteArray());
  }
}
