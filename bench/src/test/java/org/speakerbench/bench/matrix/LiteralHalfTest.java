package org.speakerbench.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.provider.Provider;

/** A graph of one product in float16, between Casts: 1.5 of each value's float16. */
class LiteralHalfTest {
  private static final Path MODEL =
      Path.of("../golden/src/test/resources/org/speakerbench/golden/frontends/3d-speaker.onnx");

  /** 1.5 in binary16. */
  private static final short THREE_HALVES = 0x3e00;

  @TempDir private Path folder;
  private Path half;

  @BeforeEach
  void write() {
    OnnxModel model = OnnxModel.read(MODEL);
    String input = model.graph().inputs().get(0).name();
    String output = model.graph().outputs().get(0).name();
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(0, THREE_HALVES);
    model.graph().put(Tensor.ofBytes("factor", ElementType.FLOAT16, List.of(), bytes));
    List<Node> nodes = new ArrayList<>();
    nodes.add(cast(input, "narrow", ElementType.FLOAT16));
    nodes.add(Node.of("Mul", List.of("narrow", "factor"), List.of("product")));
    nodes.add(cast("product", output, ElementType.FLOAT));
    List<Node> old = List.copyOf(model.graph().nodes());
    old.subList(1, old.size()).forEach(node -> model.graph().replace(node, List.of()));
    model.graph().replace(old.get(0), nodes);
    half = folder.resolve("half.onnx");
    model.write(half);
  }

  private static Node cast(String from, String to, ElementType type) {
    return Node.of("Cast", List.of(from), List.of(to), Attribute.of("to", (long) type.number()));
  }

  private float[] product(boolean rounded, float value) throws Exception {
    Path wide = folder.resolve("wide.onnx");
    LiteralHalf.write(half, rounded, wide);
    int bins = 80;
    float[] values = new float[bins];
    java.util.Arrays.fill(values, value);
    Clip clip = new Clip("clip", new Features(1, bins, values));
    try (PlainSession session = new PlainSession(new Job(wide, Provider.CPU, false, List.of()))) {
      return session.run(List.of(clip)).get(0);
    }
  }

  @Test
  void resultsAreExactOrRoundedToFloat16Once() throws Exception {
    float value = 1 + 0x1p-10f; // the smallest float16 above 1: times 1.5 it is between two
    assertThat(product(false, value)[0]).isEqualTo(1.5f * value);
    assertThat(product(true, value)[0]).isEqualTo(1.5f + 0x1p-9f);
    // What the file itself makes float16 is so in both.
    assertThat(product(false, 1 + 0x1p-12f)[0]).isEqualTo(1.5f);
  }
}
