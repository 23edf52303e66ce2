package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;

/** Ranges of channels that a node Split, or Slice, takes out of a value. */
final class ChannelParts {
  private ChannelParts() {}

  /**
   * A range of channels.
   *
   * @param value its name
   */
  record Part(String value, int from, int to) {}

  /**
   * The parts that a node gives.
   *
   * @param channels those of the value that it takes
   * @param rank number of axes of that value
   * @return none if it is no cut along the channels that the graph tells
   */
  static Optional<List<Part>> of(Graph graph, Node node, int channels, int rank) {
    if (node.is("Split")) {
      return split(graph, node, channels, rank);
    }
    return node.is("Slice") ? slice(graph, node, channels, rank) : Optional.empty();
  }

  private static Optional<List<Part>> split(Graph graph, Node node, int channels, int rank) {
    long axis = node.integer("axis", 0);
    int count = node.outputs().size();
    if (axis != 1 && axis != 1 - rank) {
      return Optional.empty();
    }
    boolean equal = !node.has("split") && node.input(1).isEmpty() && channels % count == 0;
    List<Long> sizes =
        equal
            ? Collections.nCopies(count, (long) channels / count)
            : Integers.of(graph, node, "split", 1).orElse(List.of());
    if (sizes.size() != count || sizes.stream().mapToLong(size -> size).sum() != channels) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = from + Math.toIntExact(sizes.get(i));
      parts.add(new Part(node.outputs().get(i), from, to));
      from = to;
    }
    return Optional.of(parts);
  }

  private static Optional<List<Part>> slice(Graph graph, Node node, int channels, int rank) {
    Optional<Long> axis = only(graph, node.input(3));
    Optional<Long> from = only(graph, node.input(1)).map(at -> within(at, channels));
    Optional<Long> to = only(graph, node.input(2)).map(at -> within(at, channels));
    boolean whole = node.input(4).isEmpty() || only(graph, node.input(4)).equals(Optional.of(1L));
    if (axis.isEmpty() || from.isEmpty() || to.isEmpty() || !whole) {
      return Optional.empty();
    }
    return (axis.get() == 1 || axis.get() == 1 - rank) && from.get() < to.get()
        ? Optional.of(
            List.of(new Part(node.outputs().get(0), from.get().intValue(), to.get().intValue())))
        : Optional.empty();
  }

  private static Optional<Long> only(Graph graph, String value) {
    return Integers.of(graph, value).filter(values -> values.size() == 1).map(v -> v.get(0));
  }

  /** Counted from the front; beyond an end is that end. */
  private static long within(long at, int channels) {
    return Math.max(0, Math.min(channels, at < 0 ? at + channels : at));
  }
}
