package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.float64.Float64Runtime;

class NarrowContextTest {
  private static final int WIDTH = 4;

  private static int apply(OnnxModel model) {
    return Tuning.apply(model, List.of(new NarrowContext())).matches();
  }

  private static void assertSame(OnnxModel expected, OnnxModel found) {
    for (int frames : new int[] {1, 4, 5, 6, 11}) {
      var batch = List.of(CamGraph.noise(frames, WIDTH, 1), CamGraph.noise(frames, WIDTH, 2));
      double[][] before = new Float64Runtime(expected).embed(batch);
      double[][] after = new Float64Runtime(found).embed(batch);
      for (int i = 0; i < before.length; i++) {
        for (int j = 0; j < before[i].length; j++) {
          assertThat(after[i][j]).isCloseTo(before[i][j], within(1e-12));
        }
      }
    }
  }

  private static OnnxModel cam(int opset) {
    OnnxModel model = new CamGraph(opset, CamGraph.Pooling.UNCOUNTED).model();
    assertThat(new SegmentContextPass().apply(model)).isEqualTo(2);
    return model;
  }

  /** Two layers of two products each; the matrices get their axis once. */
  @ParameterizedTest
  @ValueSource(ints = {11, 13, 18, 24})
  void camPlusPlusGivesTheSame(int opset) {
    OnnxModel model = cam(opset);
    assertThat(apply(model)).isEqualTo(4);
    assertThat(model.graph().nodes())
        .filteredOn(node -> node.is("Unsqueeze"))
        .filteredOn(node -> node.outputs().get(0).startsWith("context/"))
        .hasSize(2);
    assertSame(cam(opset), model);
    assertThat(apply(model)).as("a second time").isZero();
  }

  @ParameterizedTest
  @CsvSource({"2, true, true", "2, false, true", "4, true, false"})
  void aConvolutionRunsInFrontIfItGivesFewerChannels(int channels, boolean biased, boolean front) {
    OnnxModel model = withMatrix(channels, biased, false);
    assertThat(apply(model)).isEqualTo(1);
    assertThat(model.graph().maker(product(model)).orElseThrow().is("Conv")).isEqualTo(front);
    assertSame(withMatrix(channels, biased, false), model);
  }

  @Test
  void oneWhoseInputOthersTakeStaysBehind() {
    OnnxModel model = withMatrix(2, true, true);
    assertThat(apply(model)).isEqualTo(1);
    assertThat(model.graph().maker(product(model)).orElseThrow().is("Conv")).isFalse();
    assertSame(withMatrix(2, true, true), model);
  }

  @Test
  void aConstantMatrixStays() {
    Trunk trunk = new Trunk(1, 17, WIDTH);
    String in = trunk.node("Relu", List.of(trunk.features()));
    OnnxModel model = trunk.ending(trunk.node("MatMul", List.of(in, trunk.tensor(0, 1, 3))), WIDTH);
    byte[] bytes = model.bytes();
    assertThat(apply(model)).isZero();
    assertThat(model.bytes()).isEqualTo(bytes);
  }

  /** What the only product of a model takes. */
  private static String product(OnnxModel model) {
    return model.graph().nodes().stream()
        .filter(node -> node.is("MatMul"))
        .findFirst()
        .orElseThrow()
        .input(0);
  }

  /**
   * A product of the features' means with a matrix [1, 3] that is computed, and a convolution to
   * some channels behind it.
   */
  private static OnnxModel withMatrix(int channels, boolean biased, boolean takenElsewhere) {
    Trunk trunk = new Trunk(1, 17, WIDTH);
    String in = trunk.node("Relu", List.of(trunk.features()));
    String mean = trunk.node("GlobalAveragePool", List.of(in));
    String matrix = trunk.node("Relu", List.of(trunk.tensor(0, 1, 3)));
    String product = trunk.node("MatMul", List.of(mean, matrix));
    String weights = trunk.tensor(0, channels, WIDTH, 1);
    String narrow =
        trunk.node(
            "Conv",
            biased
                ? List.of(product, weights, trunk.tensor(0, channels))
                : List.of(product, weights));
    String ending = trunk.node("Relu", List.of(narrow));
    if (takenElsewhere) {
      String sum = trunk.node("GlobalAveragePool", List.of(product));
      String other = trunk.node("Conv", List.of(sum, trunk.tensor(0, channels, WIDTH, 1)));
      ending = trunk.node("Add", List.of(ending, other));
    }
    return trunk.ending(ending, channels);
  }
}
