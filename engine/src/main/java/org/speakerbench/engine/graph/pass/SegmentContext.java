package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.Tensor;

/**
 * What CAM++ makes of the means of segments (Wang et al., "CAM++", 2023, section 2.2; speakerlab's
 * CAMLayer): the mean of its segment for each frame, plus the mean over all frames, through
 * convolutions on single frames, as a mask that another value of as many frames is multiplied with.
 *
 * @param frames what is pooled, [batch, channels, frames]
 * @param segment frames of a segment
 * @param wholeMean whether the mean over all frames is added
 * @param chain from the context of each frame to the mask, each node on single frames
 * @param product the node Mul that takes the mask
 */
record SegmentContext(
    String frames, long segment, boolean wholeMean, List<Node> chain, Node product) {

  /** What stands behind a pooling, if all of it is there and nothing else takes a part of it. */
  static Optional<SegmentContext> behind(CeilingPool pool, Graph graph) {
    Optional<Long> segment = pool.segment(graph);
    if (segment.isEmpty()) {
      return Optional.empty();
    }
    return spread(graph, pool.node().outputs().get(0), segment.get())
        .flatMap(spread -> masked(graph, pool.input(), segment.get(), spread));
  }

  /**
   * The value that has the mean of its segment for each frame: Unsqueeze, Expand, Reshape, Slice.
   */
  private static Optional<String> spread(Graph graph, String means, long segment) {
    return takenBy("Unsqueeze", means, graph)
        .filter(node -> Integers.hasAxis(graph, node, 1, 3, 4))
        .flatMap(node -> takenBy("Expand", node.outputs().get(0), graph))
        .filter(node -> lastOf(graph, node.input(1)).equals(Optional.of(segment)))
        .flatMap(node -> takenBy("Reshape", node.outputs().get(0), graph))
        .flatMap(node -> takenBy("Slice", node.outputs().get(0), graph))
        .filter(node -> cutsTheEnd(graph, node))
        .map(node -> node.outputs().get(0));
  }

  /** The only node that takes a value besides those that ask for its shape. */
  private static Optional<Node> takenBy(String operator, String value, Graph graph) {
    List<Node> users = graph.users(value).stream().filter(node -> !node.is("Shape")).toList();
    return users.size() == 1 && !graph.isOutput(value) && users.get(0).is(operator)
        ? Optional.of(users.get(0)).filter(node -> node.input(0).equals(value))
        : Optional.empty();
  }

  /** The last number of a computed shape. */
  private static Optional<Long> lastOf(Graph graph, String shape) {
    Optional<List<Long>> constant = Integers.of(graph, shape);
    if (constant.isPresent()) {
      return constant.filter(list -> !list.isEmpty()).map(list -> list.get(list.size() - 1));
    }
    return graph
        .maker(shape)
        .flatMap(
            node ->
                switch (node.domain().isEmpty() ? node.operator() : "") {
                  case "Concat" -> lastOf(graph, node.input(node.inputs().size() - 1));
                  case "Where" -> lastOf(graph, node.input(2)); // torch 1.13: those that are not -1
                  case "Identity", "Cast", "Reshape", "Unsqueeze" -> lastOf(graph, node.input(0));
                  default -> Optional.empty();
                });
  }

  /**
   * Whether a Slice takes frames from the first on. Where it ends is not computed: what it gives is
   * multiplied with as many frames as are pooled, which any other length (but one) could not be.
   */
  private static boolean cutsTheEnd(Graph graph, Node slice) {
    return Integers.of(graph, slice.input(1)).equals(Optional.of(List.of(0L)))
        && graph.constant(slice.input(2)).isEmpty()
        && Integers.hasAxis(graph, slice, 3, 2, 3)
        && (slice.input(4).isEmpty()
            || Integers.of(graph, slice.input(4)).equals(Optional.of(List.of(1L))));
  }

  private static Optional<SegmentContext> masked(
      Graph graph, String frames, long segment, String spread) {
    Optional<Node> sum =
        graph
            .onlyUser(spread)
            .filter(node -> node.is("Add") && isMean(graph, other(node, spread), frames));
    List<Node> chain = new ArrayList<>();
    String value = sum.map(node -> node.outputs().get(0)).orElse(spread);
    Optional<Node> next = graph.onlyUser(value);
    while (next.isPresent() && isOnSingleFrames(graph, next.get(), value)) {
      chain.add(next.get());
      value = next.get().outputs().get(0);
      next = graph.onlyUser(value);
    }
    String mask = value;
    String origin = FrameAxis.origin(graph, frames);
    return next.filter(node -> node.is("Mul"))
        .filter(node -> FrameAxis.origin(graph, other(node, mask)).equals(origin))
        .map(node -> new SegmentContext(frames, segment, sum.isPresent(), chain, node))
        .filter(found -> found.type(graph).isPresent());
  }

  private static String other(Node node, String value) {
    return node.input(node.input(0).equals(value) ? 1 : 0);
  }

  private static boolean isOnSingleFrames(Graph graph, Node node, String value) {
    return node.input(0).equals(value)
        && node.outputs().size() == 1
        && (FrameAxis.actsOnEachFrame(node) || FrameAxis.isPointwiseConvolution(graph, node));
  }

  /** Whether a value is the mean of another over all its frames, [batch, channels, 1]. */
  private static boolean isMean(Graph graph, String value, String frames) {
    return graph
        .maker(value)
        .filter(node -> node.input(0).equals(frames))
        .filter(
            node ->
                node.is("GlobalAveragePool")
                    || (node.is("ReduceMean")
                        && node.integer("keepdims", 1) == 1
                        && Integers.hasAxis(graph, node, 1, 2, 3)))
        .isPresent();
  }

  /** Type of the values: that of the first weights behind them. */
  Optional<ElementType> type(Graph graph) {
    return chain.stream()
        .filter(node -> FrameAxis.isPointwiseConvolution(graph, node))
        .findFirst()
        .flatMap(node -> FrameAxis.weights(graph, node))
        .flatMap(Tensor::type);
  }

  /** The mask of each frame, as the product takes it. */
  String mask() {
    return chain.get(chain.size() - 1).outputs().get(0);
  }
}
