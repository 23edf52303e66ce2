package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * An average pooling whose last window may reach over the end ({@code ceil_mode}): what it divides
 * by there is where runtimes disagree.
 *
 * @param node AveragePool
 * @param pad the node Pad that it takes its values from; null if there is none
 */
record CeilingPool(Node node, Node pad) {

  /** All of a model, in order. */
  static List<CeilingPool> in(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.is("AveragePool") && node.integer("ceil_mode", 0) == 1)
        .map(
            node ->
                new CeilingPool(
                    node, graph.maker(node.input(0)).filter(n -> n.is("Pad")).orElse(null)))
        .toList();
  }

  /** How the file says it, as far as runtimes disagree on it; empty if they agree. */
  Optional<PoolingForm> form(OnnxModel model) {
    boolean renewed = model.opset() >= PoolingForm.RENEWED_OPSET;
    if (node.integer("count_include_pad", 0) != 0) {
      return Optional.of(renewed ? PoolingForm.COUNTED_PADS_RENEWED : PoolingForm.COUNTED_PADS);
    }
    boolean joined = pad != null && pad.text("mode", "constant").equals("constant") && !renewed;
    return joined ? Optional.of(PoolingForm.PAD_IN_FRONT) : Optional.empty();
  }

  /**
   * Whether it pads by nothing, itself and by a node in front: then all pads are beside the end.
   */
  boolean isUnpadded(Graph graph) {
    return node.text("auto_pad", "NOTSET").equals("NOTSET")
        && allZero(node.integers("pads"))
        && (pad == null || padsNothing(graph));
  }

  private boolean padsNothing(Graph graph) {
    return Integers.of(graph, pad, "pads", 1).filter(CeilingPool::allZero).isPresent();
  }

  private static boolean allZero(List<Long> values) {
    return values.stream().allMatch(value -> value == 0);
  }

  /** What is pooled, in front of a Pad of nothing. */
  String input() {
    return pad == null ? node.input(0) : pad.input(0);
  }

  /** Frames of a segment, if it is means of segments of a [batch, channels, frames]. */
  Optional<Long> segment(Graph graph) {
    List<Long> kernel = node.integers("kernel_shape");
    return isUnpadded(graph)
            && kernel.size() == 1
            && kernel.equals(node.integers("strides"))
            && node.integers("dilations").stream().allMatch(dilation -> dilation == 1)
        ? Optional.of(kernel.get(0))
        : Optional.empty();
  }
}
