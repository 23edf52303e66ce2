package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.graph.float64.Float64Runtime;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.Zoo;

class ConvolutionsIn2dTest {
  private static final int WIDTH = 4;

  @TempDir Path folder;

  private static int apply(OnnxModel model) {
    return Tuning.apply(model, List.of(new ConvolutionsIn2d())).matches();
  }

  /** Convolutions by the number of axes of their weights. */
  private static long convolutions(OnnxModel model, int axes) {
    return model.graph().nodes().stream()
        .filter(node -> node.is("Conv"))
        .filter(node -> model.graph().constant(node.input(1)).get().shape().size() == axes)
        .count();
  }

  private static List<Features> batch(int clips, int frames, int bins) {
    return IntStream.range(0, clips).mapToObj(i -> CamGraph.noise(frames, bins, i + 1)).toList();
  }

  private static void assertSame(OnnxModel expected, OnnxModel found, int clips, int frames) {
    List<Features> batch = batch(clips, frames, WIDTH);
    double[][] embeddings = new Float64Runtime(found).embed(batch);
    double[][] before = new Float64Runtime(expected).embed(batch);
    for (int i = 0; i < clips; i++) {
      for (int j = 0; j < before[i].length; j++) {
        assertThat(embeddings[i][j])
            .isCloseTo(before[i][j], within(1e-12 * Math.max(1, Math.abs(before[i][j]))));
      }
    }
  }

  @Test
  void randomTrunksGiveTheSame() {
    int[] opsets = {11, 13, 17, 18, 20, 24};
    for (int seed = 0; seed < 30; seed++) {
      int opset = opsets[seed % opsets.length];
      OnnxModel before = new Trunk(seed, opset, WIDTH).random();
      OnnxModel model = new Trunk(seed, opset, WIDTH).random();
      long all = convolutions(before, 3);
      int moved = apply(model);
      assertThat((long) moved).as("seed %d", seed).isEqualTo(convolutions(model, 4));
      assertThat(convolutions(model, 3)).isEqualTo(all - moved);
      for (int frames : new int[] {1, 2, 7}) {
        assertSame(before, model, 1, frames);
      }
      assertSame(before, model, 3, 5);
      assertRuns(model);
      assertThat(apply(model)).as("a second time").isZero();
    }
  }

  /** ONNX Runtime opens it: names of nodes and values are in order. */
  private void assertRuns(OnnxModel model) {
    Path file = folder.resolve("in-2d.onnx");
    model.write(file);
    Features features = CamGraph.noise(6, WIDTH, 1);
    double[] expected = new Float64Runtime(model).embed(features);
    try (EmbeddingModel opened = EmbeddingModel.open(file)) {
      float[] found = opened.embed(features);
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i])
            .isCloseTo(expected[i], within(1e-4 * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  /** Products with matrices made from the number of frames are part of what moves. */
  @ParameterizedTest
  @ValueSource(ints = {11, 13, 18, 24})
  void theContextOfASegmentMovesWithItsTrunk(int opset) {
    OnnxModel before = new CamGraph(opset, CamGraph.Pooling.UNCOUNTED).model();
    OnnxModel model = new CamGraph(opset, CamGraph.Pooling.UNCOUNTED).model();
    new SegmentContextPass().apply(model);
    assertThat(apply(model)).isEqualTo(8);
    assertThat(model.graph().nodes()).filteredOn(node -> node.is("Unsqueeze")).hasSize(4);
    for (int frames : new int[] {1, 5, 6, 11}) {
      assertSame(before, model, 2, frames);
    }
  }

  @Test
  void aValueThatOthersTakeIsGivenToThemAsItWas() {
    Trunk trunk = new Trunk(1, 17, WIDTH);
    String first = trunk.convolution(trunk.features(), WIDTH, WIDTH, 3, 1);
    String second = trunk.convolution(first, WIDTH, WIDTH, 3, 1);
    String shape = trunk.node("Shape", List.of(first));
    String transposed =
        trunk.node("Transpose", List.of(second), Attribute.of("perm", List.of(0L, 2L, 1L)));
    String back =
        trunk.node("Transpose", List.of(transposed), Attribute.of("perm", List.of(0L, 2L, 1L)));
    OnnxModel model = trunk.ending(trunk.node("Reshape", List.of(back, shape)), WIDTH);
    OnnxModel before = OnnxModel.parse(model.file(), model.bytes());
    assertThat(apply(model)).isEqualTo(2);
    assertThat(model.graph().nodes()).filteredOn(node -> node.is("Squeeze")).hasSize(2);
    assertSame(before, model, 3, 4);
  }

  @Test
  void aConvolutionAloneStays() {
    Trunk trunk = new Trunk(1, 17, WIDTH);
    String value = trunk.convolution(trunk.features(), WIDTH, WIDTH, 3, 1);
    OnnxModel model = trunk.ending(trunk.node("Relu", List.of(value)), WIDTH);
    byte[] bytes = model.bytes();
    assertThat(apply(model)).isZero();
    assertThat(model.bytes()).isEqualTo(bytes);
  }

  /** Weights that come from a node are not known. */
  @Test
  void weightsThatAreNoConstantsStay() {
    HandMade made =
        HandMade.of(17, ElementType.FLOAT, 1, 4, 9)
            .tensor(Tensor.of("one", List.of(4L, 4L, 1L), new float[16]))
            .node(Node.of("Abs", List.of("one"), List.of("w")))
            .node(Node.of("Conv", List.of("x", "w"), List.of("a")))
            .node(Node.of("Conv", List.of("a", "w"), List.of("b")))
            .node(Node.of("Relu", List.of("b"), List.of("y")))
            .output(1, 4, 9);
    assertThat(apply(made.model())).isZero();
  }

  @Test
  void anOutputKeepsItsNameAndShape() {
    HandMade made =
        HandMade.of(17, ElementType.FLOAT, 1, 4, 9)
            .tensor(Tensor.of("w", List.of(4L, 4L, 1L), new float[16]))
            .node(Node.of("Conv", List.of("x", "w"), List.of("a")))
            .node(Node.of("Conv", List.of("a", "w"), List.of("y")))
            .output(1, 4, 9);
    OnnxModel model = made.model();
    assertThat(apply(model)).isEqualTo(2);
    assertThat(model.graph().maker("y"))
        .hasValueSatisfying(n -> assertThat(n.is("Squeeze")).isTrue());
  }

  /** All of a CAM++ but the convolution behind the statistics, which stands alone. */
  @ParameterizedTest
  @CsvSource({
    "campplus-torch1.13-op11",
    "campplus-torch2.15-default",
    "campplus-torch2.15-legacy",
    "campplus-torch2.15-op20-unnamed"
  })
  void theTrunkOfCamPlusPlusMoves(String name) {
    assertTrunkMoves(SharedFiles.require("exports/" + name + ".onnx"));
  }

  @Test
  void theTrunkOfTheZoosToo() {
    assertTrunkMoves(Zoo.inCacheFolder().materialize("campplus"));
  }

  private static void assertTrunkMoves(Path file) {
    OnnxModel model = OnnxModel.read(file);
    new SegmentContextPass().apply(model);
    assertThat(apply(model)).isEqualTo(212);
    assertThat(convolutions(model, 3)).isEqualTo(1);
    assertThat(model.graph().nodes()).filteredOn(node -> node.is("Squeeze")).hasSizeLessThan(3);
  }
}
