package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.speakerbench.bench.measure.NodeMacs;
import org.speakerbench.bench.statistics.MiddleHalf;

/**
 * Costs of all nodes of a model. The time of a node is the mean of the middle half of its times in
 * all runs: what else the machine did meets few nodes in each run.
 *
 * @param nodes in the order of the run
 * @param sessionMs the same mean of the session's own times
 * @param covered how much of the time of a session its nodes take, the same mean of each run's
 *     share
 * @param grouping how the layer groups were found
 */
record ModelProfile(List<NodeCost> nodes, double sessionMs, double covered, String grouping) {
  private static final double US_PER_MS = 1000;

  /**
   * The costs of what a profiler wrote.
   *
   * @param fileMacs multiply-accumulates of the model's file: where one node of a plugin is the
   *     whole graph, they are those of the node
   */
  static ModelProfile of(RuntimeProfile profile, OptionalLong fileMacs) {
    LayerGroups groups = LayerGroups.of(profile.nodes().stream().map(RunNode::name).toList());
    boolean whole = profile.nodes().size() == 1 && profile.nodes().get(0).isPlugin();
    List<NodeCost> nodes = new ArrayList<>();
    double[] inNodes = new double[profile.runUs().length];
    for (int i = 0; i < profile.nodes().size(); i++) {
      RunNode node = profile.nodes().get(i);
      nodes.add(cost(i, node, groups.names().get(i), whole ? fileMacs : macs(node)));
      for (int run = 0; run < inNodes.length; run++) {
        inNodes[run] += node.us()[run] / profile.runUs()[run];
      }
    }
    return new ModelProfile(
        nodes,
        MiddleHalf.mean(profile.runUs()) / US_PER_MS,
        MiddleHalf.mean(inNodes),
        groups.rule());
  }

  /** Of one call; empty if they are not known. */
  private static OptionalLong macs(RunNode node) {
    return node.isPlugin() ? OptionalLong.empty() : NodeMacs.of(node.arguments());
  }

  private static NodeCost cost(int index, RunNode node, String group, OptionalLong macs) {
    return new NodeCost(
        index,
        node.name(),
        node.operator(),
        group,
        node.calls(),
        MiddleHalf.mean(node.us()) / US_PER_MS,
        macs.isEmpty() ? macs : OptionalLong.of(macs.getAsLong() * node.calls()),
        node.isPlugin() ? 0 : NodeBytes.of(node.arguments(), macs) * node.calls(),
        node.limit());
  }

  /** Time of all nodes in a run. */
  double nodesMs() {
    return nodes.stream().mapToDouble(NodeCost::ms).sum();
  }
}
