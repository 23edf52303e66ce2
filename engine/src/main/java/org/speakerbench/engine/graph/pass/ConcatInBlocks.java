package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;

/**
 * Concatenations of channels that ONNX Runtime would take out of its blocked layout for one part
 * ({@link Blocks}). In a dense block each concatenation is a part of the next: without this all of
 * them, and each batch norm behind one, are out of it, and each is brought back at full width.
 */
final class ConcatInBlocks implements Pass {
  @Override
  public String name() {
    return "concat-in-blocks";
  }

  @Override
  public String does() {
    return "a narrow part of a concatenation of channels that is not in blocks of channels, where"
        + " the others are, goes through a convolution of each channel by itself with the weight"
        + " 1: the runtime keeps the concatenation and what is behind it in blocks then";
  }

  @Override
  public String exact() {
    return "1 times a value, and nothing added, is the value";
  }

  @Override
  public String unless() {
    return "the channels of a part are not known or no multiple of "
        + Blocks.SIZE
        + ", or the part is as wide as the others together";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    int parts = 0;
    Blocks blocks = new Blocks(graph);
    for (Node node : List.copyOf(graph.nodes())) {
      List<String> outside = blocks.narrowPartsOutside(node);
      if (!outside.isEmpty()) {
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.replaceAll(
            part -> outside.contains(part) ? inBlocks(graph, blocks, node, part) : part);
        graph.replace(node, List.of(node.taking(inputs)));
        parts += outside.size();
      }
    }
    return parts;
  }

  private static String inBlocks(Graph graph, Blocks blocks, Node concat, String part) {
    long channels = blocks.channels(part);
    float[] ones = new float[(int) channels];
    Arrays.fill(ones, 1);
    Tensor weights = Tensor.of("blocks/ones_" + channels, List.of(channels, 1L, 1L, 1L), ones);
    graph.put(weights);
    String made = graph.fresh("blocks/part");
    graph.insert(
        concat,
        List.of(
            Node.of(
                "Conv",
                List.of(part, weights.name()),
                List.of(made),
                Attribute.of("kernel_shape", List.of(1L, 1L)),
                Attribute.of("group", channels))));
    return made;
  }
}
