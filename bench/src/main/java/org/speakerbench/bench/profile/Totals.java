package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What some nodes cost together.
 *
 * @param name what they have in common
 */
record Totals(String name, List<NodeCost> nodes) {

  /** By a name, in the order of the run. */
  static List<Totals> inOrder(Function<NodeCost, String> name, List<NodeCost> nodes) {
    Map<String, List<NodeCost>> groups = new LinkedHashMap<>();
    for (NodeCost node : nodes) {
      groups.computeIfAbsent(name.apply(node), unused -> new ArrayList<>()).add(node);
    }
    List<Totals> totals = new ArrayList<>();
    groups.forEach((key, members) -> totals.add(new Totals(key, members)));
    return totals;
  }

  /** The same, the costliest first. */
  static List<Totals> byCost(Function<NodeCost, String> name, List<NodeCost> nodes) {
    List<Totals> totals = inOrder(name, nodes);
    totals.sort(Comparator.comparingDouble(Totals::ms).reversed());
    return totals;
  }

  int calls() {
    return nodes.stream().mapToInt(NodeCost::calls).sum();
  }

  /** Of a run. */
  double ms() {
    return nodes.stream().mapToDouble(NodeCost::ms).sum();
  }

  /** Of a run; empty if those of one of them are not known. */
  OptionalLong macs() {
    return nodes.stream().allMatch(node -> node.macs().isPresent())
        ? OptionalLong.of(nodes.stream().mapToLong(node -> node.macs().getAsLong()).sum())
        : OptionalLong.empty();
  }

  /** Those that multiply and accumulate. */
  List<NodeCost> multiplying() {
    return nodes.stream().filter(node -> node.macs().orElse(0) > 0).toList();
  }

  long bytes() {
    return nodes.stream().mapToLong(NodeCost::bytes).sum();
  }
}
