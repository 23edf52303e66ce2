package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;

/**
 * The convolutions that take a value, themselves or in a concatenation of channels, and the other
 * nodes that take it.
 */
record Uses(List<Use> convolutions, List<Node> others) {
  /**
   * A range of the input channels of a convolution.
   *
   * @param output name of what the convolution gives: it may be another node by now
   */
  record Use(String output, int from, int to) {
    Convolution read(Graph graph) {
      return Convolution.of(graph, graph.maker(output).orElseThrow()).orElseThrow();
    }
  }

  /** From the last range to the first: what widens one does not move those that follow. */
  static final Comparator<Use> LAST_FIRST = Comparator.comparingInt(Use::from).reversed();

  static Uses of(Graph graph, Shapes shapes, String value) {
    Uses uses = new Uses(new ArrayList<>(), new ArrayList<>());
    for (Node user : graph.users(value)) {
      List<Use> found =
          user.is("Concat")
              ? concatenated(graph, shapes, value, user)
              : convolution(graph, shapes, value, user, 0, value).stream().toList();
      uses.convolutions.addAll(found);
      if (found.isEmpty()) {
        uses.others.add(user);
      }
    }
    return uses;
  }

  /** Through a concatenation that convolutions take, and nothing else; otherwise none. */
  private static List<Use> concatenated(Graph graph, Shapes shapes, String value, Node concat) {
    String whole = concat.outputs().get(0);
    if (!isOfChannels(shapes, concat) || graph.isOutput(whole)) {
      return List.of();
    }
    List<Use> uses = new ArrayList<>();
    int from = 0;
    for (String input : concat.inputs()) {
      if (input.equals(value)) {
        for (Node user : graph.users(whole)) {
          Optional<Use> use = convolution(graph, shapes, whole, user, from, value);
          if (use.isEmpty()) {
            return List.of();
          }
          uses.add(use.get());
        }
      }
      from += Math.toIntExact(shapes.channels(input).orElseThrow());
    }
    return uses;
  }

  /** Whether a node puts values, whose channels are known, one behind the other by channels. */
  static boolean isOfChannels(Shapes shapes, Node concat) {
    Optional<Integer> rank = shapes.rank(concat.input(0));
    long axis = concat.integer("axis", 0);
    return concat.is("Concat")
        && rank.isPresent()
        && (axis == 1 || axis == 1 - rank.get())
        && concat.inputs().stream().allMatch(input -> shapes.channels(input).isPresent());
  }

  private static Optional<Use> convolution(
      Graph graph, Shapes shapes, String taken, Node user, int from, String value) {
    Optional<Long> channels = shapes.channels(value);
    if (channels.isEmpty()
        || !Convolution.is(graph, user)
        || user.inputs().lastIndexOf(taken) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Use(user.outputs().get(0), from, from + Math.toIntExact(channels.get())));
  }
}
