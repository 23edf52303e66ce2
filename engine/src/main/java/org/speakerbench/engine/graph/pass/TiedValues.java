package org.speakerbench.engine.graph.pass;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;

/**
 * Values that operators on single elements tie together, so that all change or none, between the
 * convolutions that make them and those that take them.
 *
 * @param values their names
 * @param made those that a convolution makes
 * @param uses what convolutions take of them
 * @param others what else takes them
 */
record TiedValues(
    Set<String> values, List<String> made, List<Uses.Use> uses, List<OtherUse> others) {
  /** A node that takes a value and is neither a convolution nor ties it. */
  record OtherUse(String value, Node user) {}

  /**
   * All that is tied to some values.
   *
   * @param ties which inputs of a node are tied to its output; none if it ties nothing
   * @return empty if one of them is an output, an input or a constant of the graph, or made or
   *     taken by what is not understood
   */
  static Optional<TiedValues> of(
      Graph graph, Shapes shapes, Collection<String> seeds, Function<Node, List<String>> ties) {
    TiedValues tied =
        new TiedValues(
            new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Deque<String> open = new ArrayDeque<>(seeds);
    while (!open.isEmpty()) {
      String value = open.remove();
      if (tied.values.contains(value)) {
        continue;
      }
      tied.values.add(value);
      Optional<Node> maker = graph.maker(value);
      if (maker.isEmpty() || graph.isOutput(value)) {
        return Optional.empty();
      }
      if (Convolution.is(graph, maker.get())) {
        tied.made.add(value);
      } else if (ties.apply(maker.get()).isEmpty()) {
        return Optional.empty();
      } else {
        open.addAll(ties.apply(maker.get()));
      }
      Uses uses = Uses.of(graph, shapes, value);
      tied.uses.addAll(uses.convolutions());
      for (Node user : uses.others()) {
        if (user.captured().contains(value)) {
          return Optional.empty();
        }
        if (ties.apply(user).contains(value)) {
          open.add(user.outputs().get(0));
        } else {
          tied.others.add(new OtherUse(value, user));
        }
      }
    }
    tied.uses.sort(Uses.LAST_FIRST);
    return Optional.of(tied);
  }
}
