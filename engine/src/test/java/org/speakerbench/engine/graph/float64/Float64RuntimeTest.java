package org.speakerbench.engine.graph.float64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.Zoo;

/** Against ONNX Runtime, which computes in float32; operators by themselves in OperatorsTest. */
class Float64RuntimeTest {
  @TempDir Path folder;

  /** Lengths around the segments of CAM++, and a batch; the distance is that of float32. */
  @ParameterizedTest
  @CsvSource({"campplus, 9", "campplus, 201", "eres2net-base, 12", "eres2netv2, 12"})
  void modelsOfTheZooGiveWhatOnnxRuntimeGives(String key, int frames) {
    Path file = Zoo.inCacheFolder().materialize(key);
    assertSame(file, frames);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "campplus-torch2.15-default",
        "campplus-torch2.15-legacy",
        "campplus-torch2.15-op20-unnamed",
        "eres2net-torch2.15-default",
        "eres2netv2-torch2.15-default"
      })
  void exportsOfEveryVersionToo(String name) {
    assertSame(SharedFiles.require("exports/" + name + ".onnx"), 50);
  }

  private static void assertSame(Path file, int frames) {
    List<Features> batch =
        List.of(CamGraph.noise(frames, 80, 1), CamGraph.noise(frames, 80, frames));
    double[][] exact = new Float64Runtime(OnnxModel.read(file)).embed(batch);
    try (EmbeddingModel model = EmbeddingModel.open(file)) {
      float[][] found = model.embed(batch);
      for (int i = 0; i < batch.size(); i++) {
        assertThat(RelativeL2.of(exact[i], found[i])).as(file + " clip " + i).isLessThan(3e-5);
      }
    }
  }

  /** Right where releases of ONNX Runtime are not: the last segment, with and without pads. */
  @ParameterizedTest
  @EnumSource(CamGraph.Pooling.class)
  void partialWindowsOfAPoolingCountWhatIsThere(CamGraph.Pooling pooling) {
    CamGraph graph = new CamGraph(18, pooling);
    Float64Runtime runtime = new Float64Runtime(graph.model());
    for (int frames = 1; frames <= 3 * CamGraph.SEGMENT + 1; frames++) {
      Features features = CamGraph.noise(frames, CamGraph.CHANNELS, frames);
      assertThat(RelativeL2.of(runtime.embed(features), graph.expected(features)))
          .as(frames + " frames")
          .isLessThan(1e-7); // expected is rounded to float32
    }
  }

  @Test
  void anOperatorThatItDoesNotKnowIsNamed() {
    OnnxModel model =
        HandMade.of(17, ElementType.FLOAT, "n", 4)
            .node(Node.of("Erf", List.of("x"), List.of("y")))
            .model();
    Float64Runtime runtime = new Float64Runtime(model);
    assertThatThrownBy(() -> runtime.run(Array.of(new int[] {1, 4}, 1, 2, 3, 4)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("operator Erf of node y");
  }
}
