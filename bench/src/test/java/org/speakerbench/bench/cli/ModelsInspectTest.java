package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.zoo.Zoo;

class ModelsInspectTest {
  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    PrintWriter out = new PrintWriter(said, true);
    return RootCommand.run(out, out, arguments);
  }

  @Test
  void aModelOfTheZooIsDescribed() {
    assertThat(run("models", "inspect", "campplus")).isEqualTo(RootCommand.OK);
    assertThat(said.toString())
        .containsPattern("\ninput +feature float \\[batch_size, frame_num, 80]\n")
        .containsPattern("\nMACs +1677792256 for 298 frames\n")
        .containsPattern("\nprecision +fp32\n")
        .containsPattern("\nweights +campplus.weights, 28357760 bytes\n")
        .containsPattern("\nfinding +pooling: pools by a node Pad in front of AveragePool");
  }

  @Test
  void theSameIsAnObjectOfJson() throws Exception {
    assertThat(run("models", "inspect", "campplus", "--json")).isEqualTo(RootCommand.OK);
    JsonNode node = new ObjectMapper().readTree(said.toString());
    assertThat(node.path("inputs").path(0).path("shape").path(2).asText()).isEqualTo("80");
    assertThat(node.path("opsets").path("ai.onnx").asInt()).isEqualTo(11);
    assertThat(node.path("macs").asLong()).isEqualTo(1_677_792_256L);
    assertThat(node.path("externalData").path(0).path("problem").isNull()).isTrue();
    assertThat(node.path("findings").path(0).path("topic").asText()).isEqualTo("pooling");
  }

  /** Findings are no failure, what cannot be read is. */
  @Test
  void weightsThatAreMissingAreAFinding() throws Exception {
    Path onnx = Zoo.materialize("campplus", folder);
    Files.delete(folder.resolve("campplus.weights"));
    assertThat(run("models", "inspect", onnx.toString())).isEqualTo(RootCommand.OK);
    assertThat(said.toString())
        .containsPattern("\nMACs +not known")
        .containsPattern("\nweights +campplus.weights, missing\n")
        .contains("external data: found no file " + folder.resolve("campplus.weights"));
  }

  @Test
  void whatIsNoModelIsOneSentence() throws Exception {
    Path page = Files.writeString(folder.resolve("m.onnx"), "<!doctype html>");
    assertThat(run("models", "inspect", page.toString())).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains(page + ": found an HTML page, expected an ONNX model: ");
    assertThat(run("models", "inspect", folder.resolve("none.onnx").toString()))
        .isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("none.onnx: found no such file, expected an ONNX model");
  }
}
