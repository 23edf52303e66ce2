package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.float64.Float64Runtime;

/** The passes for ERes2Net's blocks on random ones, in double: only weights are float32. */
class BlockPassesTest {
  /** What weights that were divided by a bound are rounded by, as float32. */
  private static final double ROUNDED = 1e-6;

  private static final double EXACT = 1e-12;

  private static final List<Pass> ALL =
      List.of(
          new SplitConvolutions(),
          new SharedStride(),
          new MergedShortcut(),
          new BlendAsSigmoids(),
          new ClipActivation(),
          new PaddedChannels(),
          new ConcatConvolutions());

  private static Stream<Arguments> graphs() {
    return Stream.of(11, 13, 18)
        .flatMap(opset -> IntStream.range(0, 6).mapToObj(seed -> Arguments.of(opset, (long) seed)));
  }

  /**
   * Two blocks of different strides, the second with attention; widths that are no whole blocks.
   */
  private static OnnxModel blocks(long seed, int opset) {
    Planes planes = new Planes(seed, opset);
    String stem = planes.node("Relu", List.of(planes.convolution(planes.features(), 1, 8, 3, 1)));
    String first = planes.block(stem, 8, 18, 24, 2, false);
    String second = planes.block(first, 24, 20, 24, 1, true);
    String side = planes.convolution(first, 24, 24, 3, 1);
    String blend = planes.blend(second, side, planes.attention(second, side, 24, 6));
    return planes.ending(blend, 24);
  }

  private static int count(OnnxModel model, String operator) {
    return (int) model.graph().nodes().stream().filter(node -> node.is(operator)).count();
  }

  /** Returns the places that the passes rewrote. */
  private static int assertSame(Supplier<OnnxModel> graph, double limit, List<Pass> passes) {
    OnnxModel before = graph.get();
    OnnxModel after = graph.get();
    final int places = Tuning.apply(after, passes).matches();
    assertThat(isInOrder(after)).as("each node behind those that it takes values from").isTrue();
    Float64Runtime expected = new Float64Runtime(before);
    Float64Runtime found = new Float64Runtime(OnnxModel.parse(after.file(), after.bytes()));
    for (int frames : new int[] {1, 2, 7}) {
      List<Features> batch =
          IntStream.range(0, 3)
              .mapToObj(i -> CamGraph.noise(frames, Planes.BINS, frames + 10L * i))
              .toList();
      double[][] together = found.embed(batch);
      for (int i = 0; i < 3; i++) {
        double[] wanted = expected.embed(batch.get(i));
        assertThat(distance(wanted, together[i])).isLessThan(limit);
        assertThat(distance(wanted, found.embed(batch.get(i)))).isLessThan(limit);
      }
    }
    return places;
  }

  private static boolean isInOrder(OnnxModel model) {
    Set<String> made = new HashSet<>(List.of(""));
    model.graph().inputs().forEach(input -> made.add(input.name()));
    model.graph().tensors().forEach(tensor -> made.add(tensor.name()));
    for (Node node : model.graph().nodes()) {
      if (!made.containsAll(node.inputs())) {
        return false;
      }
      made.addAll(node.outputs());
    }
    return true;
  }

  private static double distance(double[] expected, double[] found) {
    double norm = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      norm += expected[i] * expected[i];
      difference += Math.pow(found[i] - expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void eachPassByItselfKeepsTheAnswer(int opset, long seed) {
    for (Pass pass : ALL) {
      // shared-stride and merged-shortcut have their own: here they may find nothing.
      int places = assertSame(() -> blocks(seed, opset), ROUNDED, List.of(pass));
      assertThat(places).as(pass.name()).isGreaterThanOrEqualTo(expected(pass));
    }
  }

  private static int expected(Pass pass) {
    return switch (pass.name()) {
      case "split-convolutions", "blend-as-sigmoids", "clip-activation" -> 2;
      case "padded-channels", "concat-convolutions" -> 1;
      default -> 0;
    };
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void allTogetherLeaveConvolutionsAndWhatFuses(int opset, long seed) {
    assertThat(assertSame(() -> blocks(seed, opset), ROUNDED, ALL)).isGreaterThan(9);
    OnnxModel model = blocks(seed, opset);
    Tuning.apply(model, ALL);
    for (String gone : List.of("Split", "Slice", "Tanh", "Sub")) {
      assertThat(count(model, gone)).as(gone).isZero();
    }
    assertThat(count(model, "HardSigmoid")).isEqualTo(1);
    assertThat(count(model, "MaxPool")).isEqualTo(1);
    assertThat(model.graph().tensors())
        .filteredOn(tensor -> tensor.shape().size() == 4)
        .filteredOn(tensor -> tensor.shape().get(0) > 16)
        .allMatch(tensor -> tensor.shape().get(0) % 16 == 0 || tensor.shape().get(0) == 24);
    assertThat(Tuning.apply(model, ALL).matches()).as("a second time").isZero();
  }

  /** A value that goes elsewhere, too, or a bound that is not for it. */
  @Test
  void whatIsUsedElsewhereStays() {
    Planes split = new Planes(1, 13);
    String whole = split.convolution(split.features(), 1, 8, 3, 1);
    List<String> parts = split.cut(whole, 3, 5);
    String sum = split.concat(parts.get(0), parts.get(1));
    OnnxModel model = split.ending(split.add(sum, whole), 8);
    assertThat(new SplitConvolutions().apply(model)).isZero();

    Planes clip = new Planes(2, 13);
    String added = clip.add(clip.features(), clip.convolution(clip.features(), 1, 1, 1, 1));
    assertThat(new ClipActivation().apply(clip.ending(clip.clip(added, 2), 1))).isZero();

    Planes relu = new Planes(2, 13);
    String both = relu.add(relu.features(), relu.convolution(relu.features(), 1, 1, 1, 1));
    String value = relu.convolution(both, 1, 1, 1, 1);
    String clipped =
        relu.clip(relu.add(value, relu.convolution(both, 1, 1, 1, 1)), Float.MAX_VALUE);
    OnnxModel ending = relu.ending(relu.convolution(clipped, 1, 1, 1, 1), 1);
    assertThat(new ClipActivation().apply(ending)).as("a ReLU").isZero();

    Planes padded = new Planes(3, 13);
    String wide = padded.convolution(padded.features(), 1, 20, 3, 1);
    assertThat(new PaddedChannels().apply(padded.ending(wide, 20))).isZero();

    Planes blend = new Planes(4, 13);
    String x = blend.convolution(blend.features(), 1, 4, 3, 1);
    String tanh = blend.node("Tanh", List.of(x));
    String plus = blend.add(tanh, blend.number(1));
    String minus = blend.node("Sub", List.of(blend.number(3), plus));
    String blended =
        blend.add(blend.node("Mul", List.of(x, plus)), blend.node("Mul", List.of(minus, x)));
    assertThat(new BlendAsSigmoids().apply(blend.ending(blended, 4))).isZero();
  }

  @Test
  void stridesAreSharedAndShortcutsMerged() {
    for (long seed = 0; seed < 8; seed++) {
      long drawn = seed;
      Supplier<OnnxModel> graph =
          () -> {
            Planes planes = new Planes(drawn, 13);
            String in = planes.convolution(planes.features(), 1, 8, 3, 1);
            String one = planes.convolution(in, 8, 8, 1, 2);
            String two = planes.convolution(in, 8, 8, 1, 2);
            String last = planes.convolution(planes.concat(planes.clip(one, 1), one), 16, 8, 1, 1);
            return planes.ending(planes.add(last, two), 8);
          };
      List<Pass> passes = List.of(new SharedStride(), new MergedShortcut());
      assertThat(assertSame(graph, ROUNDED, passes)).isEqualTo(2);
      assertThat(assertSame(graph, EXACT, List.of(new SharedStride()))).isEqualTo(1);
    }
  }

  /** As in attention that adds what a whole plane says to each of its positions. */
  @Test
  void aSummandThatIsRepeatedStaysBesideTheOther() {
    for (long seed = 0; seed < 4; seed++) {
      long drawn = seed;
      Supplier<OnnxModel> graph =
          () -> {
            Planes planes = new Planes(drawn, 13);
            String in = planes.convolution(planes.features(), 1, 8, 3, 1);
            String whole = planes.node("GlobalAveragePool", List.of(in));
            String sum =
                planes.add(
                    planes.convolution(in, 8, 8, 1, 1), planes.convolution(whole, 8, 8, 1, 1));
            return planes.ending(planes.node("Relu", List.of(sum)), 8);
          };
      assertThat(assertSame(graph, EXACT, List.of(new MergedShortcut()))).isZero();
      assertThat(assertSame(graph, ROUNDED, ALL)).isZero();
    }
  }

  @Test
  void convolutionsWithManyOutputsKeepTheirConcat() {
    Planes planes = new Planes(5, 13);
    String in = planes.convolution(planes.features(), 1, 8, 3, 1);
    String many = planes.convolution(planes.concat(in, planes.clip(in, 1)), 16, 5, 1, 1);
    assertThat(new ConcatConvolutions().apply(planes.ending(many, 5))).isZero();
  }
}
