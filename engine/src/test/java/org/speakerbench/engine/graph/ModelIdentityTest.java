package org.speakerbench.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SharedFiles;

class ModelIdentityTest {
  private static final String SAME = identity(made("a", "w", 1, 2f));

  @TempDir private Path folder;

  /** Two branches that meet: their order in the file is the exporter's choice. */
  private static HandMade made(String value, String weight, long axis, float second) {
    return HandMade.usual()
        .tensor(Tensor.of(weight, List.of(2L), 1f, second))
        .node(Node.of("ReduceMean", List.of("x"), List.of(value), Attribute.of("axis", axis)))
        .node(Node.of("Mul", List.of(value, weight), List.of(value + "1")))
        .node(Node.of("Add", List.of(value, weight), List.of(value + "2")))
        .node(Node.of("Sub", List.of(value + "1", value + "2"), List.of("y")));
  }

  private static String identity(HandMade made) {
    return ModelIdentity.of(made.model());
  }

  @Test
  void namesThatTheExporterWroteDoNotCount() {
    assertThat(identity(made("other", "onnx::Conv_7", 1, 2f).metadata("a", "b"))).isEqualTo(SAME);
    HandMade reordered =
        HandMade.of(17, ElementType.FLOAT, "s77", "s27", 80)
            .tensor(Tensor.of("unused", List.of(1L), 5f))
            .tensor(Tensor.of("w", List.of(2L), 1f, 2f))
            .node(Node.of("ReduceMean", List.of("x"), List.of("a"), Attribute.of("axis", 1)))
            .node(Node.of("Add", List.of("a", "w"), List.of("a2")))
            .node(Node.of("Mul", List.of("a", "w"), List.of("a1")))
            .node(Node.of("Sub", List.of("a1", "a2"), List.of("y")));
    assertThat(identity(reordered)).isEqualTo(SAME);
  }

  @Test
  void weightsAttributesAndTopologyCount() {
    assertThat(identity(made("a", "w", 1, 3f))).isNotEqualTo(SAME);
    assertThat(identity(made("a", "w", 2, 2f))).isNotEqualTo(SAME);
    HandMade swapped =
        HandMade.usual()
            .tensor(Tensor.of("w", List.of(2L), 1f, 2f))
            .node(Node.of("ReduceMean", List.of("x"), List.of("a"), Attribute.of("axis", 1)))
            .node(Node.of("Mul", List.of("a", "w"), List.of("a1")))
            .node(Node.of("Add", List.of("a", "w"), List.of("a2")))
            .node(Node.of("Sub", List.of("a2", "a1"), List.of("y")));
    assertThat(identity(swapped)).isNotEqualTo(SAME);
    assertThat(identity(HandMade.usual().node(Node.of("Relu", List.of("x"), List.of("y")))))
        .isNotEqualTo(
            identity(
                HandMade.of(18, ElementType.FLOAT, "n", "t", 80)
                    .node(Node.of("Relu", List.of("x"), List.of("y")))));
  }

  @Test
  void branchesCountAndTheirNamesDoNot() {
    String same = identity(branches("w", "z", 1f, "x"));
    assertThat(identity(branches("v", "u", 1f, "x"))).isEqualTo(same);
    assertThat(identity(branches("w", "z", 2f, "x"))).isNotEqualTo(same);
    assertThat(identity(branches("w", "z", 1f, "c"))).isNotEqualTo(same);
  }

  private static HandMade branches(String weight, String value, float number, String taken) {
    return HandMade.usual()
        .tensor(Tensor.ofBytes("c", ElementType.BOOL, List.of(), ByteBuffer.wrap(new byte[] {1})))
        .branches(
            "c",
            "y",
            Node.of("Add", List.of(taken, weight), List.of(value)),
            Tensor.of(weight, List.of(1L), number).proto());
  }

  @Test
  void weightsAreTheSameInsideAndBeside() throws IOException {
    Path beside =
        HandMade.usual()
            .tensor(HandMade.external("w", 2, "w.bin"))
            .node(Node.of("Mul", List.of("x", "w"), List.of("y")))
            .write(folder.resolve("m.onnx"));
    Files.write(folder.resolve("w.bin"), new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, 0x40});
    HandMade inside =
        HandMade.usual()
            .tensor(Tensor.of("w", List.of(2L), 1f, 2f))
            .node(Node.of("Mul", List.of("x", "w"), List.of("y")));
    assertThat(ModelIdentity.of(OnnxModel.read(beside))).isEqualTo(identity(inside));
  }

  @Test
  void anExportIsTheSameInOneFileAndInTwo() {
    OnnxModel two = OnnxModel.read(SharedFiles.require("exports/campplus-torch2.15-default.onnx"));
    Path one = folder.resolve("one.onnx");
    two.write(one);
    assertThat(ModelIdentity.of(OnnxModel.read(one))).isEqualTo(ModelIdentity.of(two));
  }
}
