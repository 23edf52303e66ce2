package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.float64.Float64Runtime;
import org.speakerbench.engine.zoo.Zoo;

class ConcatInBlocksTest {
  private static final int WIDTH = 32;

  @TempDir Path folder;

  private static int apply(OnnxModel model) {
    return Tuning.apply(model, List.of(new ConcatInBlocks())).matches();
  }

  /**
   * A dense block: each layer adds {@code growth} channels, which are multiplied by what a product
   * with a matrix gives.
   */
  private static OnnxModel dense(int growth, int layers) {
    Trunk trunk = new Trunk(7, 17, WIDTH);
    String value = trunk.convolution(trunk.features(), WIDTH, WIDTH, 1, 1);
    int channels = WIDTH;
    for (int i = 0; i < layers; i++) {
      String inner = trunk.node("Relu", List.of(trunk.batchNorm(value, channels)));
      String local = trunk.convolution(inner, channels, growth, 1, 1);
      String mean = trunk.node("GlobalAveragePool", List.of(local));
      String mask = trunk.node("MatMul", List.of(mean, trunk.tensor(1, 1, 1)));
      String part = trunk.node("Mul", List.of(local, mask));
      value = trunk.node("Concat", List.of(value, part), Attribute.of("axis", 1L));
      channels += growth;
    }
    String last = trunk.convolution(trunk.batchNorm(value, channels), channels, WIDTH, 1, 1);
    OnnxModel model = trunk.ending(last, WIDTH);
    new ConvolutionsIn2d().apply(model);
    return model;
  }

  /** Parts as wide as what they are joined with, and those of broken blocks, stay. */
  @ParameterizedTest
  @CsvSource({"16, 3, 3", "16, 1, 1", "48, 1, 0", "8, 3, 0", "32, 3, 0"})
  void narrowPartsOfWholeBlocksOnly(int growth, int layers, int parts) {
    OnnxModel before = dense(growth, layers);
    OnnxModel model = dense(growth, layers);
    assertThat(apply(model)).isEqualTo(parts);
    for (int frames : new int[] {1, 2, 9}) {
      List<Features> batch =
          List.of(CamGraph.noise(frames, WIDTH, 1), CamGraph.noise(frames, WIDTH, 2));
      assertThat(new Float64Runtime(model).embed(batch))
          .isDeepEqualTo(new Float64Runtime(before).embed(batch));
    }
    assertThat(apply(model)).as("a second time").isZero();
  }

  @Test
  void valuesOfThreeAxesHaveNoBlocks() {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize("campplus"));
    new SegmentContextPass().apply(model);
    assertThat(apply(model)).isZero();
    new ConvolutionsIn2d().apply(model);
    assertThat(apply(model)).isEqualTo(52);
  }

  /** Splits, blends and concatenations that are in blocks already need no help. */
  @ParameterizedTest
  @CsvSource({"eres2net-base", "eres2netv2"})
  void theOthersAreLeftAsTheyAre(String key) {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize(key));
    assertThat(apply(model)).isZero();
  }

  /** What it is for: every batch norm behind a concatenation runs in blocks, as a convolution. */
  @Test
  void onnxRuntimeKeepsTheDenseBlockInBlocks() throws OrtException {
    OnnxModel model = dense(16, 4);
    assertThat(batchNormsOutsideBlocks(model)).isPositive();
    apply(model);
    assertThat(batchNormsOutsideBlocks(model)).isZero();
  }

  private long batchNormsOutsideBlocks(OnnxModel model) throws OrtException {
    Path optimised = folder.resolve("optimised.onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizedModelFilePath(optimised.toString());
      OrtEnvironment.getEnvironment().createSession(model.bytes(), options).close();
    }
    return OnnxModel.read(optimised).graph().nodes().stream()
        .filter(node -> node.is("BatchNormalization"))
        .count();
  }
}
