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
 * @param nodes how many there are
 * @param calls of them in a run
 * @param ms of a run
 * @param macs of a run; empty if those of one of them are not known
 * @param macsMs time of those that multiply and accumulate
 * @param bytes that they move in a run
 */
record Totals(
    String name, int nodes, int calls, double ms, OptionalLong macs, double macsMs, long bytes) {

  /** Of all. */
  static Totals of(String name, List<NodeCost> nodes) {
    boolean known = nodes.stream().allMatch(node -> node.macs().isPresent());
    return new Totals(
        name,
        nodes.size(),
        nodes.stream().mapToInt(NodeCost::calls).sum(),
        nodes.stream().mapToDouble(NodeCost::ms).sum(),
        known
            ? OptionalLong.of(nodes.stream().mapToLong(node -> node.macs().getAsLong()).sum())
            : OptionalLong.empty(),
        nodes.stream().filter(node -> node.macs().orElse(0) > 0).mapToDouble(NodeCost::ms).sum(),
        nodes.stream().mapToLong(NodeCost::bytes).sum());
  }

  /** By operator or the like, the costliest first. */
  static List<Totals> by(Function<NodeCost, String> key, List<NodeCost> nodes) {
    List<Totals> totals = inOrder(key, nodes);
    totals.sort(Comparator.comparingDouble(Totals::ms).reversed());
    return totals;
  }

  /** The same in the order of the run. */
  static List<Totals> inOrder(Function<NodeCost, String> key, List<NodeCost> nodes) {
    Map<String, List<NodeCost>> groups = new LinkedHashMap<>();
    for (NodeCost node : nodes) {
      groups.computeIfAbsent(key.apply(node), unused -> new ArrayList<>()).add(node);
    }
    List<Totals> totals = new ArrayList<>();
    groups.forEach((name, members) -> totals.add(of(name, members)));
    return totals;
  }
}
