package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.CamGraph.Pooling;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.ModelProto;
import org.speakerbench.engine.graph.internal.proto.OperatorSetIdProto;
import org.speakerbench.engine.graph.internal.proto.ShapeProto;
import org.speakerbench.engine.graph.internal.proto.TypeProto;
import org.speakerbench.engine.graph.internal.proto.ValueInfoProto;
import org.speakerbench.engine.spec.KnownModel;

/** The version is told here; that the remedies cure is shown by speakerbench matrix. */
class RightGraphTest {
  private static final Features FRAMES = CamGraph.noise(13, CamGraph.CHANNELS, 1);

  @TempDir Path folder;

  private Path file(CamGraph graph) throws IOException {
    return Files.write(folder.resolve("cam.onnx"), graph.bytes());
  }

  /** Whatever the runtime: 1.23 would read it, 1.29 refuses it by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"../w.bin", "/w.bin"})
  void weightsOutsideTheFolderOfTheModelAreRefused(String location) throws IOException {
    Files.write(folder.resolve("w.bin"), new byte[8]);
    Path inside = Files.createDirectories(folder.resolve("models"));
    Path onnx =
        HandMade.usual()
            .tensor(HandMade.external("w", 2, location))
            .node(Node.of("Mul", List.of("x", "w"), List.of("y")))
            .write(inside.resolve("m.onnx"));
    assertThatThrownBy(() -> RightGraph.of(onnx, "1.23.2"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(onnx + ": found ")
        .hasMessageContaining("in the folder of the model");
    assertThatThrownBy(() -> EmbeddingModel.open(onnx))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("in the folder of the model");
  }

  @ParameterizedTest
  @CsvSource({
    "PAD_IN_FRONT, 11, 1.20.1, NONE",
    "PAD_IN_FRONT, 11, 1.21.0, WITHOUT_PAD_FUSION",
    "PAD_IN_FRONT, 18, 1.28.0, WITHOUT_PAD_FUSION",
    "PAD_IN_FRONT, 11, 1.29.0, NONE",
    "PAD_IN_FRONT, 19, 1.23.2, NONE",
    "COUNTED, 11, 1.16.3, PORTABLE_POOLING",
    "COUNTED, 18, 1.20.0, PORTABLE_POOLING",
    "COUNTED, 18, 1.28.0, PORTABLE_POOLING",
    "COUNTED, 18, 1.29.0, NONE",
    "COUNTED, 20, 1.20.1, PORTABLE_POOLING",
    "COUNTED, 20, 1.21.0, NONE",
    "PAD_AND_COUNTED, 11, 1.23.2, PORTABLE_POOLING",
    "UNCOUNTED, 11, 1.23.2, NONE",
    "COUNTED, 18, 1.30.0, NONE",
    "COUNTED, 18, 2.1.0, NONE"
  })
  void theRemedyFollowsFromGraphAndVersion(
      Pooling pooling, int opset, String version, Remedy remedy) throws Exception {
    CamGraph graph = new CamGraph(opset, pooling);
    Path file = file(graph);
    RightGraph right = RightGraph.of(file, version);
    assertThat(right.remedy()).isEqualTo(remedy);
    if (remedy == Remedy.PORTABLE_POOLING) {
      Files.delete(file); // it must not be what is run
    }
    try (OpenSession session = right.open(SessionSettings.DEFAULT.options())) {
      assertThat(session.remedy()).isEqualTo(remedy);
      ModelSignature signature = ModelSignature.of(session.session(), KnownModel.file("cam"), file);
      try (IoBuffers buffers = new IoBuffers(signature, false)) {
        buffers.start(1, FRAMES.frames(), FRAMES.bins());
        buffers.put(FRAMES, MeanNormalization.NONE);
        float[] found = buffers.run(session.session())[0];
        float[] expected = graph.expected(FRAMES);
        for (int i = 0; i < expected.length; i++) {
          assertThat(found[i])
              .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-4f));
        }
      }
    }
  }

  @Test
  void whatIsDoneIsSaid() throws IOException {
    Path file = file(new CamGraph(11, Pooling.PAD_IN_FRONT));
    assertThat(LogCapture.of(() -> RightGraph.of(file, "1.23.2")))
        .contains(
            "cam.onnx has a node Pad in front of AveragePool with ceil_mode, which ONNX Runtime"
                + " 1.23.2 computes wrongly: session without Pad_Fusion");
    assertThat(LogCapture.of(() -> RightGraph.of(file, "1.20.1"))).isEmpty();
  }

  @Test
  void whatNothingHelpsIsRefused() throws IOException {
    Path file = file(new CamGraph(18, Pooling.COUNTED).padding(1, 0));
    assertThatThrownBy(() -> RightGraph.of(file, "1.23.2"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(
            file
                + ": found AveragePool with ceil_mode and count_include_pad, which ONNX Runtime"
                + " 1.23.2 computes wrongly, expected ONNX Runtime 1.29 or later (node l0_means");
  }

  /** Since 1.29 opening must not become slower. */
  @Test
  void sinceItIsRightNothingIsRead() {
    Path missing = folder.resolve("missing.onnx");
    assertThat(RightGraph.of(missing, "1.29.0").remedy()).isEqualTo(Remedy.NONE);
    assertThat(RightGraph.of(missing, "1.28.0").remedy()).isEqualTo(Remedy.NONE);
  }

  /** ONNX Runtime takes a graph without nodes; our reader, which finds nothing in it, does not. */
  @Test
  void whatCannotBeCheckedIsNotRun() throws Exception {
    ValueInfoProto value =
        ValueInfoProto.newBuilder()
            .setName("x")
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.TensorType.newBuilder()
                            .setElemType(1)
                            .setShape(
                                ShapeProto.newBuilder()
                                    .addDim(ShapeProto.Dimension.newBuilder().setDimValue(1)))))
            .build();
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(7)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(11))
            .setGraph(GraphProto.newBuilder().setName("g").addInput(value).addOutput(value))
            .build();
    Path file = Files.write(folder.resolve("through.onnx"), model.toByteArray());
    SessionSettings settings = SessionSettings.DEFAULT;

    RightGraph.of(file, "1.29.0").open(settings.options()).close();
    assertThatThrownBy(() -> RightGraph.of(file, "1.28.0").open(settings.options()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("cannot be checked for average pooling that ONNX Runtime 1.28.0");
  }

  @Test
  void ourVersionNeedsNoRemedy() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(new CamGraph(11, Pooling.COUNTED)))) {
      assertThat(model.remedy()).isEqualTo(Remedy.NONE);
    }
  }

  @Test
  void aKeptGraphIsOfTheSameRemedy() throws Exception {
    Path file = file(new CamGraph(11, Pooling.COUNTED));
    Path cpuFacts = Files.writeString(folder.resolve("cpuinfo"), "flags : sse\n");
    for (int i = 0; i < 2; i++) { // made, then loaded
      OptimizedGraph optimized = new OptimizedGraph("c", cpuFacts, 1_000_000, () -> "1.28.0");
      try (OpenSession session = optimized.open(file, SessionSettings.DEFAULT)) {
        assertThat(session.remedy()).isEqualTo(Remedy.PORTABLE_POOLING);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      Path stamp = files.filter(f -> f.toString().endsWith(".stamp")).findFirst().orElseThrow();
      assertThat(stamp)
          .content()
          .contains("\ngraph optimization=all, average pooling in its portable form\nmodel c\n");
    }
  }
}
