package org.speakerbench.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.zoo.Zoo;

class OnnxModelTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheExporterWrote() {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize("campplus"));
    Graph graph = model.graph();

    assertThat(model.opset()).isEqualTo(11);
    assertThat(graph.nodes()).hasSize(2990);
    assertThat(graph.inputs().toString()).isEqualTo("[float [batch_size, frame_num, 80]]");
    assertThat(graph.outputs().get(0).name()).isEqualTo("embedding");
    Node last = graph.maker("embedding").orElseThrow();
    assertThat(graph.users(last.input(0))).containsExactly(last);
    Tensor weights =
        graph.tensors().stream().filter(t -> t.external().isPresent()).findFirst().orElseThrow();
    assertThat(weights.floats().remaining()).isEqualTo(weights.elements());
  }

  @Test
  void writesItWithAllValuesInside() throws Exception {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize("campplus"));
    Path out = folder.resolve("out.onnx");
    model.write(out);

    OnnxModel again = OnnxModel.read(out);
    assertThat(again.graph().nodes()).hasSameSizeAs(model.graph().nodes());
    assertThat(again.graph().tensors()).allMatch(tensor -> tensor.external().isEmpty());
    for (Tensor tensor : model.graph().tensors()) {
      assertThat(again.graph().constant(tensor.name()).orElseThrow().bytes())
          .isEqualTo(tensor.bytes());
    }
    assertThat(again.metadata()).isEqualTo(model.metadata());
  }

  @Test
  void writesLargeValuesBesideIt() throws Exception {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize("campplus"));
    Path out = folder.resolve("out.onnx");
    model.write(out, "out.weights");

    OnnxModel again = OnnxModel.read(out);
    assertThat(ModelIdentity.of(again)).isEqualTo(ModelIdentity.of(model));
    assertThat(again.dataFiles()).extracting(DataFile::location).containsExactly("out.weights");
    for (Tensor tensor : again.graph().tensors()) {
      boolean large = tensor.bytes().remaining() >= 1024;
      assertThat(tensor.external().isPresent()).as(tensor.name()).isEqualTo(large);
      tensor.external().ifPresent(range -> assertThat(range.offset() % 64).isZero());
    }

    // In the same folder a tensor stays where it is, and only what is new goes to a file.
    Tensor moved =
        again.graph().tensors().stream()
            .filter(t -> t.external().isPresent())
            .findFirst()
            .orElseThrow();
    float[] zeros = new float[(int) moved.elements()];
    again.graph().put(Tensor.of(moved.name(), moved.shape(), zeros));
    again.write(folder.resolve("next.onnx"), "next.weights");
    OnnxModel next = OnnxModel.read(folder.resolve("next.onnx"));
    assertThat(next.dataFiles())
        .extracting(DataFile::location)
        .containsExactly("next.weights", "out.weights");
    assertThat(next.dataFiles().get(0).bytes()).isEqualTo(4L * zeros.length);
    assertThat(next.graph().constant(moved.name()).orElseThrow().floats().get(1)).isZero();
  }

  @Test
  void aChangeIsSeen() {
    OnnxModel model = OnnxModel.read(Zoo.inCacheFolder().materialize("campplus"));
    Graph graph = model.graph();
    Node relu = graph.nodes().stream().filter(n -> n.is("Relu")).findFirst().orElseThrow();
    String made = relu.outputs().get(0);
    String fresh = graph.fresh(made);
    List<Node> users = graph.users(made);
    graph.replace(relu, List.of(Node.of("Abs", relu.inputs(), List.of(fresh))));
    graph.redirect(made, fresh);
    graph.put(Tensor.of("unused", List.of(2L), 1f, 2f));
    graph.removeUnused();

    assertThat(graph.maker(made)).isEmpty();
    assertThat(graph.users(fresh)).hasSameSizeAs(users);
    assertThat(graph.constant("unused")).isEmpty();
    assertThat(graph.nodes()).hasSizeLessThanOrEqualTo(2990);
  }

  @Test
  void tensorsHoldWhatTheirShapeSays() {
    assertThat(Tensor.of("t", List.of(2L), 1f, 2f).floats())
        .isEqualTo(FloatBuffer.wrap(new float[] {1, 2}));
    assertThatThrownBy(() -> Tensor.of("t", List.of(3L), 1f, 2f))
        .hasMessage("tensor t: found 8 bytes, expected 12 for float [3]");
  }

  @Test
  void whatIsNoModelIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("a.onnx"), "no model at all");
    assertThatThrownBy(() -> OnnxModel.read(text)).hasMessageContaining("expected an ONNX model");
    assertThatThrownBy(() -> OnnxModel.read(folder.resolve("c.onnx")))
        .hasMessage(folder.resolve("c.onnx") + ": found no such file, expected an ONNX model");
    assertThatThrownBy(() -> OnnxModel.read(folder))
        .hasMessage(folder + ": found a folder, expected an ONNX model");
    Path empty = Files.createFile(folder.resolve("b.onnx"));
    assertThatThrownBy(() -> OnnxModel.read(empty)).hasMessageContaining("found an empty file");
  }

  @Test
  void whatIsUsedStaysWhereNodesAreNotSorted() throws Exception {
    HandMade made =
        HandMade.usual()
            .node(Node.of("Relu", List.of("a"), List.of("y")))
            .node(Node.of("Tanh", List.of("x"), List.of("a")))
            .node(Node.of("Tanh", List.of("a"), List.of("nobody's")));
    Graph graph = OnnxModel.read(made.write(folder.resolve("unsorted.onnx"))).graph();

    graph.removeUnused();

    assertThat(graph.nodes().stream().map(node -> node.outputs().get(0))).containsExactly("y", "a");
  }
}
