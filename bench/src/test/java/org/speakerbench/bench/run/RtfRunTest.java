package org.speakerbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.BenchZoo;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.measure.Grid;
import org.speakerbench.bench.measure.Grids;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.Programs;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** The main job for real, with forked JVMs, at the smallest settings. No time is asserted. */
class RtfRunTest {
  @TempDir private Path folder;
  private final StringWriter messages = new StringWriter();

  /** Every stage that ONNX Runtime's CPU provider has, and two workers with two clips a call. */
  private static final Grid EVERYTHING =
      new Grid(
          List.of(Scenario.values()),
          Stream.of(Stage.values()).filter(stage -> stage != Stage.GEMM_BF16).toList(),
          List.of(3000),
          List.of(1),
          List.of(2),
          List.of(2));

  /** A stage without the model, which goes on, and those whose answer is the model's. */
  private static final Grid READ_AND_MODEL = Grids.of(3000, Stage.READ, Stage.INFER, Stage.E2E);

  private static final Set<String> WITH_FBANK =
      Set.of("fbank", "e2e", "e2e-in-turn", "e2e-new", "extract");

  /** Other JMH runs on this machine disturb times, which do not matter here. */
  @BeforeAll
  static void shareTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void aSmokeRunWritesAWholeReport() throws Exception {
    Path out = folder.resolve("report");
    RtfRun.Outcome outcome =
        new RtfRun(settings(zoo()), Peers.NONE, "speakerbench rtf --profile smoke", "test", out)
            .execute(err(), false);

    assertThat(outcome.report().complete()).isTrue();
    assertThat(outcome.folder()).isEqualTo(out);
    assertThat(folder.toFile().list()).containsExactly("report");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "environment.json",
            "jmh.json",
            "jmh.log",
            "measurements.csv",
            "report.html",
            "report.md",
            "summary.csv");

    List<CSVRecord> summary = csv(out.resolve("summary.csv"));
    assertThat(summary).hasSize(28); // thirteen stages and Offline, two clocks
    for (CSVRecord row : summary) {
      assertThat(row.get("verdict")).isEqualTo("SMOKE");
      assertThat(row.get("note"))
          .matches(
              "smoke profile: not a result, answer verified"
                  + (WITH_FBANK.contains(row.get("stage"))
                      ? "; FBank (by vectors|in plain Java)"
                      : ""));
      boolean ownProcess = !row.get("stage").equals("cold");
      assertThat(row.get("alloc_bytes_per_op").isEmpty()).isEqualTo(!ownProcess);
      if (ownProcess) {
        assertThat(Double.parseDouble(row.get("alloc_bytes_per_op"))).isPositive();
      }
      boolean perAudio = Stage.of(row.get("stage")).perAudio();
      assertThat(row.get("rtf").isEmpty()).isEqualTo(!perAudio);
      if (!row.get("model").isEmpty()) {
        assertThat(row.get("model_kind")).isEqualTo("synthetic");
        assertThat(Double.parseDouble(row.get("cosine_vs_reference"))).isCloseTo(1, within(1e-6));
      }
    }
    agreesWithJmh(out, summary);

    JsonNode environment = new ObjectMapper().readTree(out.resolve("environment.json").toFile());
    assertThat(environment.get("schema").asText()).isEqualTo("speakerbench-environment/1");
    assertThat(environment.at("/jmh/version/value").asText()).isEqualTo("1.37");
    for (JsonNode group : environment) {
      for (JsonNode fact : group) {
        assertThat((fact.has("value") && fact.has("source")) != fact.has("unavailable")).isTrue();
      }
    }
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("CAM++")
        .contains("--profile")
        .doesNotContain("INCOMPLETE");
    assertThat(outcome.report().console()).contains("CAM++").contains("machines differ");
  }

  private static void agreesWithJmh(Path out, List<CSVRecord> summary) throws Exception {
    List<CSVRecord> measurements = csv(out.resolve("measurements.csv"));
    JsonNode jmh = new ObjectMapper().readTree(out.resolve("jmh.json").toFile());
    assertThat(jmh).hasSize(14);
    String[] stages = {
      "gemm",
      "gemm-int8",
      "gemm-f16",
      "fma",
      "read",
      "fbank",
      "infer",
      "e2e",
      "e2e-in-turn",
      "e2e-new",
      "extract",
      "load",
      "cold"
    };
    for (int i = 0; i < stages.length; i++) {
      String stage = stages[i];
      JsonNode metric = jmh.get(i).get("primaryMetric");
      CSVRecord wall =
          summary.stream()
              .filter(
                  row ->
                      row.get("stage").equals(stage)
                          && row.get("scenario").equals("SingleStream")
                          && row.get("clock").equals("wall"))
              .findFirst()
              .orElseThrow();
      assertThat(Double.parseDouble(wall.get("mean_ms")))
          .isCloseTo(metric.get("score").asDouble(), within(1e-5));
      int distinct = 0;
      for (JsonNode iteration : metric.get("rawDataHistogram").get(0)) {
        distinct += iteration.size();
      }
      assertThat(
              measurements.stream()
                  .filter(
                      row ->
                          row.get("stage").equals(stage)
                              && row.get("scenario").equals("SingleStream")
                              && row.get("clock").equals("wall")
                              && row.get("phase").equals("measured")))
          .hasSize(distinct);
    }
    offlineAgreesWithJmh(measurements, jmh.get(stages.length));
  }

  /** JMH's score of an iteration is the calls per ms of both workers together. */
  private static void offlineAgreesWithJmh(List<CSVRecord> measurements, JsonNode jmh) {
    List<Double> callsPerMs = new ArrayList<>();
    for (JsonNode score : jmh.get("primaryMetric").get("rawData").get(0)) {
      callsPerMs.add(score.asDouble());
    }
    List<Double> ms =
        measurements.stream()
            .filter(
                row ->
                    row.get("scenario").equals("Offline")
                        && row.get("clock").equals("wall")
                        && row.get("phase").equals("measured"))
            .map(row -> Double.parseDouble(row.get("value_ms")))
            .toList();

    assertThat(jmh.get("mode").asText()).isEqualTo("thrpt");
    assertThat(jmh.get("threads").asInt()).isEqualTo(2);
    assertThat(ms).hasSameSizeAs(callsPerMs);
    for (int i = 0; i < ms.size(); i++) {
      assertThat(ms.get(i) * callsPerMs.get(i)).isCloseTo(1, within(1e-4));
    }
  }

  /** The weights are damaged in a way that only the answer shows: nothing of the model is timed. */
  @Test
  void aWrongAnswerIsNeverTimed() throws Exception {
    Zoo damaged = new Zoo(folder.resolve("zoo"));
    damaged.materialize("campplus");
    damage(folder.resolve("zoo/campplus/campplus.weights"));
    Path out = folder.resolve("report");

    RtfRun.Outcome outcome =
        new RtfRun(
                settings(damaged, READ_AND_MODEL),
                Peers.NONE,
                "speakerbench rtf --profile smoke",
                null,
                out)
            .execute(err(), false);

    assertThat(outcome.report().complete()).isFalse();
    assertThat(messages.toString())
        .contains(
            "campplus e2e, fork 1 of 1, failed: the embedding of campplus on flite-awb is wrong")
        .contains("campplus infer, fork 1 of 1, failed");
    assertThat(csv(out.resolve("summary.csv"))).allMatch(row -> row.get("model").isEmpty());
    assertThat(csv(out.resolve("measurements.csv"))).allMatch(row -> row.get("model").isEmpty());
    assertThat(new ObjectMapper().readTree(out.resolve("jmh.json").toFile())).hasSize(1);
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("**FAILED: campplus e2e fork 1: the embedding of campplus on flite-awb is wrong")
        .doesNotContain("| e2e | campplus |");
    assertThat(outcome.report().console()).contains("FAILED");
  }

  @Test
  void whatIsWrongIsFoundFirstAndLeavesNothingBehind() {
    Path out = folder.resolve("report");
    RtfSettings settings =
        new RtfSettings(
            List.of(new ModelRef("campplus", null)),
            folder.resolve("none.wav").toString(),
            OwnFiles.NONE,
            Grids.of(3000, Stage.values()),
            Programs.ALONE,
            Profile.SMOKE,
            1,
            0.02,
            zoo());

    assertThatThrownBy(
            () ->
                new RtfRun(settings, Peers.NONE, "speakerbench rtf --profile smoke", null, out)
                    .execute(err(), false))
        .hasMessageContaining("none.wav: no such file");
    assertThatThrownBy(
            () -> new RtfRun(settings, Peers.NONE, "speakerbench rtf --profile smoke", "../x", out))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("--label: found ../x");
    assertThat(folder).isEmptyDirectory();
  }

  /** Turns one mantissa bit of every 1000th weight; size and time of change stay. */
  private static void damage(Path weights) throws Exception {
    FileTime time = Files.getLastModifiedTime(weights);
    try (FileChannel file =
        FileChannel.open(weights, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        // until all is read
      }
      for (int i = 2; i < bytes.limit(); i += 4000) {
        bytes.put(i, (byte) (bytes.get(i) ^ 0x40));
      }
      file.write(bytes.flip(), 0);
    }
    Files.setLastModifiedTime(weights, time);
  }

  private static RtfSettings settings(Zoo zoo) {
    return settings(zoo, EVERYTHING);
  }

  private static RtfSettings settings(Zoo zoo, Grid grid) {
    return new RtfSettings(
        List.of(new ModelRef("campplus", null)),
        BenchClip.DEFAULT,
        OwnFiles.NONE,
        grid,
        Programs.ALONE,
        Profile.SMOKE,
        1,
        0.02,
        zoo);
  }

  private static Zoo zoo() {
    String folder = System.getProperty(BenchZoo.PROPERTY);
    return folder == null ? Zoo.inCacheFolder() : new Zoo(Path.of(folder));
  }

  private PrintWriter err() {
    return new PrintWriter(messages, true);
  }

  private static List<CSVRecord> csv(Path file) throws Exception {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    }
  }
}
