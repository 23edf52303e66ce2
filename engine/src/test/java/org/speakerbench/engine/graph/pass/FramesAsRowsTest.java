package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.float64.Float64Runtime;
import org.speakerbench.engine.onnx.EmbeddingModel;

class FramesAsRowsTest {
  @TempDir Path folder;

  private static int apply(OnnxModel model) {
    return Tuning.apply(model, List.of(new FramesAsRows())).matches();
  }

  private static long count(OnnxModel model, String operator) {
    return model.graph().nodes().stream().filter(node -> node.is(operator)).count();
  }

  private static void assertSame(OnnxModel expected, OnnxModel found) {
    for (int frames : new int[] {3, 4, 9}) {
      List<Features> batch =
          IntStream.range(0, 2).mapToObj(i -> CamGraph.noise(frames, Planes.BINS, i + 1)).toList();
      double[][] embeddings = new Float64Runtime(found).embed(batch);
      double[][] before = new Float64Runtime(expected).embed(batch);
      for (int i = 0; i < batch.size(); i++) {
        for (int j = 0; j < before[i].length; j++) {
          assertThat(embeddings[i][j]).isCloseTo(before[i][j], within(1e-12));
        }
      }
    }
  }

  /** Kernel, strides, pads and dilations that differ between the axes, and a bias. */
  private static String lopsided(Planes planes, String in, int from, int to) {
    float[] weights = new float[to * from * 3 * 2];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 37 % 11 - 5) / 8f;
    }
    return planes.node(
        "Conv",
        List.of(
            in,
            planes.tensor(List.of((long) to, (long) from, 3L, 2L), weights),
            planes.tensor(List.of((long) to), new float[to])),
        Attribute.of("kernel_shape", List.of(3L, 2L)),
        Attribute.of("strides", List.of(2L, 1L)),
        Attribute.of("pads", List.of(2L, 1L, 1L, 0L)),
        Attribute.of("dilations", List.of(1L, 1L)));
  }

  private static OnnxModel twoLopsided(Function<Planes, String> features) {
    Planes planes = new Planes(3, 17);
    String first = planes.node("Relu", List.of(lopsided(planes, features.apply(planes), 1, 4)));
    String pooled =
        planes.node(
            "MaxPool",
            List.of(first),
            Attribute.of("kernel_shape", List.of(1L, 2L)),
            Attribute.of("pads", List.of(0L, 1L, 0L, 0L)));
    String shifted =
        planes.node("Mul", List.of(planes.tensor(List.of(4L, 1L, 1L), 1, 2, 3, 4), pooled));
    return planes.ending(lopsided(planes, shifted, 4, 5), 5);
  }

  @Test
  void whatDiffersBetweenTheAxesIsExchanged() {
    OnnxModel model = twoLopsided(Planes::features);
    assertThat(apply(model)).isEqualTo(2);
    assertThat(count(model, "Transpose")).isEqualTo(1);
    assertThat(model.graph().nodes())
        .filteredOn(node -> node.is("Conv"))
        .extracting(node -> node.integers("strides"))
        .containsOnly(List.of(1L, 2L));
    assertSame(twoLopsided(Planes::features), model);
  }

  /** Other exporters make the image first, and exchange its axes then. */
  @Test
  void anImageMayBeTurnedAsOne() {
    Function<Planes, String> features =
        planes ->
            planes.node(
                "Transpose",
                List.of(
                    planes.node("Reshape", List.of("x", planes.integers(0, 1, -1, Planes.BINS)))),
                Attribute.of("perm", List.of(0L, 1L, 3L, 2L)));
    OnnxModel model = twoLopsided(features);
    assertThat(apply(model)).isEqualTo(2);
    assertThat(count(model, "Transpose")).isEqualTo(1);
    assertSame(twoLopsided(features), model);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 13, 18})
  void blocksOfEres2NetGiveTheSame(int opset) {
    for (long seed = 0; seed < 4; seed++) {
      OnnxModel model = blocks(seed, opset);
      long convolutions = count(model, "Conv");
      assertThat((long) apply(model)).isEqualTo(convolutions);
      assertThat(count(model, "Transpose")).isEqualTo(1);
      assertSame(blocks(seed, opset), model);
      assertThat(apply(model)).as("a second time").isZero();
      Path file = folder.resolve("rows.onnx");
      model.write(file);
      EmbeddingModel.open(file).close(); // the names of nodes and values are in order
    }
  }

  private static OnnxModel blocks(long seed, int opset) {
    Planes planes = new Planes(seed, opset);
    String stem = planes.node("Relu", List.of(planes.convolution(planes.features(), 1, 8, 3, 1)));
    String value = planes.block(stem, 8, 6, 8, 2, seed % 2 == 0);
    return planes.ending(value, 8);
  }

  /** A product along one axis ends the region, which has one convolution then. */
  @Test
  void oneConvolutionStays() {
    Planes planes = new Planes(1, 17);
    String value = planes.convolution(planes.features(), 1, 4, 3, 1);
    String scaled =
        planes.node("Mul", List.of(value, planes.tensor(List.of(6L, 1L), 1, 2, 3, 4, 5, 6)));
    OnnxModel model = planes.ending(planes.convolution(scaled, 4, 4, 3, 1), 4);
    byte[] bytes = model.bytes();
    assertThat(apply(model)).isZero();
    assertThat(model.bytes()).isEqualTo(bytes);
  }

  @Test
  void aValueThatIsTakenElsewhereIsTurnedBack() {
    Planes planes = new Planes(1, 17);
    String first = planes.convolution(planes.features(), 1, 4, 3, 1);
    String second = planes.convolution(first, 4, 4, 3, 1);
    String scaled =
        planes.node("Mul", List.of(first, planes.tensor(List.of(6L, 1L), 1, 2, 3, 4, 5, 6)));
    OnnxModel model = planes.ending(planes.add(second, scaled), 4);
    OnnxModel before = OnnxModel.parse(model.file(), model.bytes());
    assertThat(apply(model)).isEqualTo(2);
    assertThat(count(model, "Transpose")).isEqualTo(2);
    assertSame(before, model);
  }

  /** Weights that come from a node are not known. */
  @Test
  void weightsThatAreNoConstantsStay() {
    Planes planes = new Planes(1, 17);
    String image = planes.features();
    String weights = planes.node("Abs", List.of(planes.tensor(List.of(1L, 1L, 1L, 2L), 1, 2)));
    String value = planes.node("Conv", List.of(image, weights));
    OnnxModel model = planes.ending(planes.node("Conv", List.of(value, weights)), 1);
    assertThat(apply(model)).isZero();
  }
}
