package org.speakerbench.engine.graph.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.graph.inspect.Finding.Topic;
import org.speakerbench.engine.zoo.Zoo;

class InspectionTest {
  @TempDir private Path folder;

  private Inspection inspect(HandMade made) throws IOException {
    return Inspection.of(made.write(folder.resolve("m.onnx")));
  }

  private static HandMade relu(HandMade made) {
    return made.node(Node.of("Relu", List.of("x"), List.of("y")));
  }

  private List<String> texts(HandMade made, Topic topic) throws IOException {
    return inspect(made).findings().stream()
        .filter(finding -> finding.topic() == topic)
        .map(Finding::text)
        .toList();
  }

  private String text(HandMade made, Topic topic) throws IOException {
    List<String> texts = texts(made, topic);
    assertThat(texts).hasSize(1);
    return texts.get(0);
  }

  @Test
  void nothingIsFoundInAModelThatSaysAll() throws IOException {
    Inspection inspection =
        inspect(
            relu(HandMade.usual())
                .metadata("sample_rate", "16000")
                .metadata("normalize_samples", "1")
                .metadata("window_type", "povey")
                .metadata("feature_normalize_type", "global-mean"));
    assertThat(inspection.findings()).isEmpty();
    assertThat(inspection.inputs().toString()).isEqualTo("[float [n, t, 80]]");
    assertThat(inspection.opsets()).containsEntry("", 17);
    assertThat(inspection.metadata()).containsEntry("sample_rate", "16000");
  }

  @Test
  void axesThatDoNotFitAreTold() throws IOException {
    assertThat(text(relu(HandMade.of(17, ElementType.FLOAT, 1, "t", 80)), Topic.AXES))
        .contains("batch axis is fixed", "takes 1 a call", "dynamic_axes", "dynamic_shapes");
    assertThat(text(relu(HandMade.of(17, ElementType.FLOAT, "n", 298, 80)), Topic.AXES))
        .contains("frame axis is fixed", "dynamic_shapes");
    assertThat(texts(relu(HandMade.of(17, ElementType.FLOAT, "n", 80, "t")), Topic.AXES)).isEmpty();
    assertThat(text(relu(HandMade.of(17, ElementType.FLOAT, "n", "samples")), Topic.SIGNATURE))
        .contains("float [n, samples], expected float [batch, frames, bins]");
  }

  @Test
  void outputsThatAreNoEmbeddingAreTold() throws IOException {
    assertThat(texts(relu(HandMade.usual().output("n", 1, 192)), Topic.SIGNATURE)).isEmpty();
    assertThat(text(relu(HandMade.usual().output("n", "t", 192)), Topic.SIGNATURE))
        .contains("no output is float [batch, dim] or [batch, 1, dim]: found [float [n, t, 192]]");
  }

  @Test
  void otherTypesAreTold() throws IOException {
    assertThat(text(relu(HandMade.of(17, ElementType.FLOAT16, "n", "t", 80)), Topic.PRECISION))
        .contains("float16 [n, t, 80], expected float");
    HandMade bfloat =
        relu(HandMade.usual())
            .tensor(Tensor.ofBytes("w", ElementType.BFLOAT16, List.of(3L), ByteBuffer.allocate(6)));
    assertThat(text(bfloat, Topic.PRECISION)).contains("3 weights are bfloat16", "float32");
    assertThat(inspect(bfloat).precision()).isEqualTo("bf16");
  }

  @Test
  void quantisedWeightsAreCountedOnce() throws IOException {
    HandMade made =
        HandMade.usual()
            .tensor(Tensor.ofBytes("q", ElementType.INT8, List.of(30L), ByteBuffer.allocate(30)))
            .tensor(Tensor.of("s", List.of(3L), 1f, 1f, 1f))
            .tensor(Tensor.of("b", List.of(2L), 1f, 1f))
            .tensor(Tensor.of("single", List.of(), 1f))
            .tensor(Tensor.of("integers", List.of(2L), 1L, 2L))
            .node(Node.of("DequantizeLinear", List.of("q", "s"), List.of("w")))
            .node(Node.of("Gemm", List.of("x", "w", "b"), List.of("y")));
    assertThat(inspect(made).parameters()).isEqualTo(32);
    assertThat(inspect(made).precision()).isEqualTo("int8 QDQ");
  }

  @Test
  void operatorsOfOneRuntimeAreTold() throws IOException {
    HandMade made =
        HandMade.usual()
            .node("com.microsoft.nchwc", "Conv", "x", "a", "")
            .node("com.microsoft", "FusedMatMul", "a", "y", "");
    assertThat(text(made, Topic.LAYOUT)).contains("(Conv", "another vector width");
    assertThat(text(made, Topic.OPERATORS)).contains("FusedMatMul", "other runtimes");
  }

  @Test
  void weightsThatAreNoNumbersOrTinyAreTold() throws IOException {
    HandMade made =
        relu(HandMade.usual())
            .tensor(Tensor.of("bad", List.of(4L), Float.NaN, Float.NEGATIVE_INFINITY, 0f, 1f))
            .tensor(Tensor.of("mask", List.of(), Float.NEGATIVE_INFINITY))
            .tensor(Tensor.of("tiny", List.of(3L), 1e-40f, -1e-45f, Float.MIN_NORMAL));
    assertThat(texts(made, Topic.WEIGHTS))
        .hasSize(2)
        .anyMatch(text -> text.startsWith("2 weights are infinite or no number, in bad:"))
        .anyMatch(text -> text.startsWith("2 weights are denormal") && text.contains("in tiny:"));
  }

  @Test
  void whatAnswersDifferentlyEachTimeIsTold() throws IOException {
    HandMade noise = HandMade.usual().node(Node.of("RandomNormalLike", List.of("x"), List.of("y")));
    assertThat(text(noise, Topic.RANDOM))
        .contains("answers differently each time", "RandomNormalLike");
    assertThat(text(dropout(1), Topic.RANDOM)).contains("Dropout", "model.eval()");
    assertThat(texts(dropout(0), Topic.RANDOM)).isEmpty();
    HandMade norm =
        HandMade.usual()
            .node(
                Node.of(
                    "BatchNormalization",
                    List.of("x", "s", "b", "m", "v"),
                    List.of("y"),
                    Attribute.of("training_mode", 1)));
    assertThat(text(norm, Topic.RANDOM)).contains("other clips of its batch");
  }

  private static HandMade dropout(int training) {
    ByteBuffer value = ByteBuffer.wrap(new byte[] {(byte) training});
    return HandMade.usual()
        .tensor(Tensor.ofBytes("mode", ElementType.BOOL, List.of(), value))
        .node(Node.of("Dropout", List.of("x", "", "mode"), List.of("y")));
  }

  @Test
  void foldersOfTheAuthorAreTold() throws IOException {
    String trace = "File \"/home/alice/3D-Speaker/model.py\", line 7, in forward";
    HandMade made = HandMade.usual().node("", "Relu", "x", "y", trace);
    assertThat(text(made, Topic.FOLDERS)).contains("(/home/alice/3D-Speaker/model.py)");
    OnnxModel.read(folder.resolve("m.onnx")).write(folder.resolve("clean.onnx"));
    assertThat(Inspection.of(folder.resolve("clean.onnx")).findings())
        .noneMatch(finding -> finding.topic() == Topic.FOLDERS);
    assertThat(text(HandMade.usual().node("", "Relu", "x", "y", "C:\\a b\\m.py:7"), Topic.FOLDERS))
        .contains("(C:\\a b\\m.py)");
    assertThat(texts(HandMade.usual().node("", "Relu", "x", "y", "/layer1/conv"), Topic.FOLDERS))
        .as("a scope of the module is no folder of the author's")
        .isEmpty();
  }

  @Test
  void weightsThatAreNotThereAreAFindingAndTheRestIsTold() throws IOException {
    HandMade made = relu(HandMade.usual()).tensor(HandMade.external("w", 2, "w.bin"));
    assertThat(text(made, Topic.EXTERNAL_DATA)).contains("no file", "w.bin");
    assertThat(inspect(made).parameters()).isEqualTo(2);
    assertThat(texts(made, Topic.WEIGHTS)).isEmpty();
  }

  /** Of the zoo's graphs the exporter folded batch norms: two tensors became one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "campplus",
        "eres2net-base",
        "eres2netv2",
        "ecapa-tdnn",
        "resnet34",
        "res2net",
        "xvector"
      })
  void parametersAreThoseOfTheRecipeButForFolding(String key) {
    Inspection inspection = Inspection.of(Zoo.inCacheFolder().materialize(key));
    long recipe = Zoo.model(key).parameters();
    // Its batch norms have no weights: the exporter writes ones and zeros for them.
    long written = key.equals("xvector") ? 2 * (4 * 512 + 1500) : 0;
    assertThat(inspection.parameters()).isLessThanOrEqualTo(recipe + written);
    assertThat((double) inspection.parameters()).isCloseTo(recipe, within(0.01 * recipe));
    assertThat(inspection.precision()).isEqualTo("fp32");
    assertThat(inspection.external()).hasSize(1).allMatch(file -> file.problem().isEmpty());
  }

  /** What the zoo's files do not say themselves, as the exporter leaves them, is told of each. */
  @ParameterizedTest
  @CsvSource({"campplus, POOLING", "ecapa-tdnn, PADDING", "resnet34,", "res2net,", "xvector,"})
  void findingsOfTheZoo(String key, Topic topic) {
    List<Topic> found =
        Inspection.of(Zoo.inCacheFolder().materialize(key)).findings().stream()
            .map(Finding::topic)
            .filter(one -> one != Topic.FRONT_END)
            .toList();
    assertThat(found).isEqualTo(topic == null ? List.of() : List.of(topic));
  }

  @Test
  void onlyPaddingByReflectionIsTold() throws IOException {
    Node pad = Node.of("Pad", List.of("x", "pads"), List.of("y"));
    assertThat(texts(HandMade.usual().node(pad), Topic.PADDING)).isEmpty();
    assertThat(
            text(HandMade.usual().node(pad.with(Attribute.of("mode", "reflect"))), Topic.PADDING))
        .contains("before 1.25", "keep such clips away");
  }

  @ParameterizedTest
  @CsvSource({
    "campplus-torch1.13-op11, 11, 6, true",
    "campplus-torch2.15-default, 18, 10, true",
    "campplus-torch2.15-legacy, 11, 6, true",
    "campplus-torch2.15-op20-unnamed, 20, 10, true",
    "eres2net-torch2.15-default, 18, 10, false",
    "eres2netv2-torch2.15-default, 18, 10, false",
  })
  void exportsOfToday(String name, int opset, long irVersion, boolean pools) {
    Inspection inspection = Inspection.of(SharedFiles.require("exports/" + name + ".onnx"));
    assertThat(inspection.opsets()).containsEntry("", opset);
    assertThat(inspection.irVersion()).isEqualTo(irVersion);
    assertThat(inspection.producer()).startsWith("pytorch");
    assertThat(inspection.parameters()).isBetween(450_000L, 1_200_000L);
    assertThat(inspection.findings())
        .extracting(Finding::topic)
        .containsExactlyElementsOf(
            pools ? List.of(Topic.POOLING, Topic.FRONT_END) : List.of(Topic.FRONT_END));
  }
}
