package org.speakerbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.cli.RootCommand;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.bench.jmh.state.SmallPack;

/** A model of the user's, with his front end and his golden pack, in real forks. */
class OwnModelRunTest {
  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();

  @BeforeAll
  static void shareTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void itIsVerifiedByItsPackInEveryStage() throws Exception {
    Path model = MaximumModel.write(folder.resolve("72.onnx"), "batch", 72);
    Path config = SmallPack.config(folder.resolve("c72.json"), 72);
    Path pack = SmallPack.make(folder.resolve("the-pack"), model, config);
    Path out = folder.resolve("report");

    int code =
        RootCommand.run(
            new PrintWriter(text, true),
            new PrintWriter(text, true),
            "rtf",
            "--profile=smoke",
            "--stages=read,fbank,infer,e2e,extract,load,cold",
            "--models=mine=" + model,
            "--config=" + config,
            "--golden=" + pack,
            "--out=" + out);

    assertThat(code).as(text.toString()).isZero();
    List<CSVRecord> rows = csv(out.resolve("summary.csv"));
    assertThat(rows.stream().map(row -> row.get("stage")).distinct()).hasSize(7);
    for (CSVRecord row : rows) {
      assertThat(row.get("note")).contains("answer verified");
      if (!row.get("model").isEmpty()) {
        assertThat(row.get("model_kind")).isEqualTo("file");
        assertThat(Double.parseDouble(row.get("cosine_vs_reference"))).isCloseTo(1, within(1e-6));
      }
    }
    JsonNode run = new ObjectMapper().readTree(out.resolve("environment.json").toFile()).get("run");
    assertThat(run.at("/front_end/value").asText()).isEqualTo("mel.bins 72 and not 80");
    assertThat(run.at("/golden_pack/value").asText()).isEqualTo("own-pack");
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("mel.bins 72 and not 80")
        .contains("golden pack own-pack");
    saysNothingOfTheFolder(out);
  }

  /** JMH's own log is for the user's eyes and not kept. */
  private void saysNothingOfTheFolder(Path out) throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(f -> !f.endsWith("jmh.log")).toList()) {
        assertThat(file).content().doesNotContain(folder.toString());
      }
    }
  }

  private static List<CSVRecord> csv(Path file) throws Exception {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    }
  }
}
