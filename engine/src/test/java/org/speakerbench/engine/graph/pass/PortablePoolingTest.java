package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.CamGraph.Pooling;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.Zoo;

class PortablePoolingTest {
  /** What two float32 forms of one graph may differ by. */
  private static final double LIMIT = 2e-5;

  /**
   * In {@code mvn verify}: around CAM++'s stride of 2 and its segments of 200 frames, and between.
   */
  private static final int[] SOME = {
    3, 4, 5, 9, 50, 100, 101, 149, 197, 198, 199, 200, 201, 202, 249, 298, 345, 397, 399, 400, 401,
    403, 499, 599, 601, 700
  };

  /** For other exporters' forms of the same segments: one length of each kind of edge. */
  private static final int[] FEW = {3, 4, 9, 101, 199, 200, 201, 298, 400, 401, 700};

  @TempDir Path folder;

  private static int portable(OnnxModel model) {
    return Tuning.apply(model, Passes.of(Target.PORTABLE)).matches();
  }

  private EmbeddingModel open(OnnxModel model) {
    Path file = folder.resolve("portable.onnx");
    model.write(file);
    return EmbeddingModel.open(file);
  }

  private static long count(OnnxModel model, String operator) {
    return model.graph().nodes().stream().filter(node -> node.is(operator)).count();
  }

  private static void assertNothingOfPoolingIsLeft(OnnxModel model) {
    assertThat(model.graph().nodes())
        .extracting(Node::operator)
        .doesNotContain("AveragePool", "Pad", "Expand", "Slice");
    assertThat(count(model, "Range")).as("matrices are made once").isEqualTo(2);
  }

  /** Values of axes are attributes or inputs by opset. */
  @ParameterizedTest
  @CsvSource({
    "11, PAD_IN_FRONT", "11, COUNTED", "11, UNCOUNTED", "12, PAD_AND_COUNTED", "13, COUNTED",
    "17, PAD_IN_FRONT", "18, COUNTED", "19, COUNTED", "20, COUNTED", "21, UNCOUNTED",
    "24, PAD_IN_FRONT", "24, COUNTED"
  })
  void everyFormIsRewrittenInEveryOpset(int opset, Pooling pooling) {
    CamGraph graph = new CamGraph(opset, pooling);
    OnnxModel model = graph.model();
    assertThat(portable(model)).isEqualTo(2);
    assertNothingOfPoolingIsLeft(model);
    assertThat(PoolingForm.in(model)).isEmpty();
    assertRight(graph, model);
  }

  private void assertRight(CamGraph graph, OnnxModel model) {
    try (EmbeddingModel opened = open(model)) {
      for (int frames = 1; frames <= 4 * CamGraph.SEGMENT + 1; frames++) {
        List<Features> batch =
            List.of(
                CamGraph.noise(frames, CamGraph.CHANNELS, frames),
                CamGraph.noise(frames, CamGraph.CHANNELS, 100 + frames),
                CamGraph.noise(frames, CamGraph.CHANNELS, 200 + frames));
        float[][] together = opened.embed(batch);
        for (int i = 0; i < batch.size(); i++) {
          float[] expected = graph.expected(batch.get(i));
          assertThat(RelativeL2.of(expected, together[i])).isLessThan(1e-5);
          assertThat(RelativeL2.of(expected, opened.embed(batch.get(i)))).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void theShapeOfExpandMayBeComputedAsTorch113Does() {
    CamGraph graph = new CamGraph(11, Pooling.PAD_IN_FRONT).withShapeByWhere();
    OnnxModel model = graph.model();
    assertThat(portable(model)).isEqualTo(2);
    assertNothingOfPoolingIsLeft(model);
    assertRight(graph, model);
  }

  /** Whose frames would not be those of the segment: only the pads, which are none, go. */
  @Test
  void anotherSpreadingIsLeftAsItIs() {
    CamGraph graph = new CamGraph(11, Pooling.PAD_IN_FRONT).repeating(2 * CamGraph.SEGMENT);
    OnnxModel model = graph.model();
    assertThat(portable(model)).isEqualTo(2);
    assertThat(PoolingForm.in(model)).isEmpty();
    assertThat(count(model, "AveragePool")).isEqualTo(2);
    assertThat(count(model, "Pad")).isZero();
    assertRight(graph, model);
  }

  @Test
  void meansThatAreTakenElsewhereStay() {
    CamGraph graph = new CamGraph(18, Pooling.COUNTED).takingMeans();
    OnnxModel model = graph.model();
    assertThat(portable(model)).isEqualTo(2);
    assertThat(count(model, "AveragePool")).isEqualTo(1);
    assertThat(count(model, "Slice")).isEqualTo(1);
    assertThat(PoolingForm.in(model)).isEmpty();
    assertThat(model.graph().outputs()).hasSize(2);
  }

  @Test
  void padsOfItsOwnAreRefused() {
    OnnxModel model = new CamGraph(18, Pooling.COUNTED).padding(1, 0).model();
    assertThatThrownBy(() -> portable(model))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "node l0_means of cam.onnx: found AveragePool with ceil_mode and pads of its own or in"
                + " front, expected none: its last window cannot be written so that all runtimes"
                + " agree");
  }

  @Test
  void aModelWithoutPoolingStaysAsItIs() {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize("eres2net-base"));
    int nodes = model.graph().nodes().size();
    assertThat(portable(model)).isZero();
    assertThat(model.graph().nodes()).hasSize(nodes);
    assertThat(model.metadata()).doesNotContainKey(Tuning.MARK);
  }

  @Test
  void theFileSaysWhatWasDoneAndNothingOfItsAuthor() {
    OnnxModel model = new CamGraph(18, Pooling.COUNTED).model();
    model.metadata().put("sample_rate", "16000");
    portable(model);
    OnnxModel again = OnnxModel.parse(Path.of("out.onnx"), model.bytes());
    assertThat(again.metadata())
        .containsEntry("sample_rate", "16000")
        .containsEntry(Tuning.MARK, "segment-context 2");
    assertThat(again.irVersion()).isEqualTo(8);
    assertThat(again.opset()).isEqualTo(18);
    assertThat(new String(model.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("/home/author");
    assertThat(portable(again)).as("a second time").isZero();
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void formsAreToldByPadsAndOpset(Pooling pooling) {
    Set<PoolingForm> before =
        switch (pooling) {
          case PAD_IN_FRONT -> Set.of(PoolingForm.PAD_IN_FRONT);
          case COUNTED, PAD_AND_COUNTED -> Set.of(PoolingForm.COUNTED_PADS);
          case UNCOUNTED -> Set.of();
        };
    Set<PoolingForm> since =
        switch (pooling) {
          case COUNTED, PAD_AND_COUNTED -> Set.of(PoolingForm.COUNTED_PADS_RENEWED);
          case UNCOUNTED, PAD_IN_FRONT -> Set.of();
        };
    assertThat(PoolingForm.in(new CamGraph(18, pooling).model())).isEqualTo(before);
    assertThat(PoolingForm.in(new CamGraph(19, pooling).model())).isEqualTo(since);
  }

  /** Each was run: {@code docs/parity.md}. */
  @Test
  void releasesThatComputeAFormWronglyAreKnown() {
    assertThat(wrong(PoolingForm.PAD_IN_FRONT)).isEqualTo(range(21, 28));
    assertThat(wrong(PoolingForm.COUNTED_PADS)).isEqualTo(range(0, 28));
    assertThat(wrong(PoolingForm.COUNTED_PADS_RENEWED)).isEqualTo(range(0, 20));
    assertThat(PoolingForm.anyIsWrongIn(28)).isTrue();
    assertThat(PoolingForm.anyIsWrongIn(29)).isFalse();
  }

  private static List<Integer> wrong(PoolingForm form) {
    return IntStream.range(0, 40).filter(form::isWrongIn).boxed().toList();
  }

  private static List<Integer> range(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  /** All of 3 to 700 with {@code -Dspeakerbench.test.allFrames=true}. */
  @Test
  void theZoosCamPlusPlusGivesTheSameEmbeddings() {
    assertSame(Zoo.inCacheFolder().materialize("campplus"), SOME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "campplus-torch1.13-op11",
        "campplus-torch2.15-default",
        "campplus-torch2.15-legacy",
        "campplus-torch2.15-op20-unnamed"
      })
  void exportsOfEveryVersionGiveTheSameEmbeddings(String name) {
    assertSame(SharedFiles.require("exports/" + name + ".onnx"), FEW);
  }

  private void assertSame(Path file, int[] lengths) {
    OnnxModel model = OnnxModel.read(file);
    assertThat(portable(model)).isEqualTo(52);
    assertNothingOfPoolingIsLeft(model);
    int[] counts =
        Boolean.getBoolean("speakerbench.test.allFrames")
            ? IntStream.rangeClosed(3, 700).toArray()
            : lengths;
    double worst = 0;
    try (EmbeddingModel before = EmbeddingModel.open(file);
        EmbeddingModel after = open(model)) {
      for (int frames : counts) {
        Features features = CamGraph.noise(frames, 80, frames);
        double error = RelativeL2.of(before.embed(features), after.embed(features));
        assertThat(error).as(frames + " frames").isLessThan(LIMIT);
        worst = Math.max(worst, error);
      }
      for (int frames : new int[] {9, 201, 298}) {
        List<Features> batch =
            List.of(
                CamGraph.noise(frames, 80, 1),
                CamGraph.noise(frames, 80, 2),
                CamGraph.noise(frames, 80, 3));
        float[][] expected = before.embed(batch);
        float[][] found = after.embed(batch);
        for (int i = 0; i < batch.size(); i++) {
          assertThat(RelativeL2.of(expected[i], found[i]))
              .as("batch of " + frames)
              .isLessThan(LIMIT);
        }
      }
    }
    System.out.printf(
        "%s: largest relative L2 over %d frame counts %.1e%n",
        file.getFileName(), counts.length, worst);
  }
}
