package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.speakerbench.bench.measure.Macs;
import org.speakerbench.bench.measure.NodeMacs;
import org.speakerbench.bench.statistics.FastestQuarter;
import org.speakerbench.bench.statistics.MiddleHalf;

/**
 * Costs of all nodes of a model. The time of a node is the mean of the fastest quarter of its times
 * in all runs: what else the machine did meets few nodes in each run.
 *
 * @param nodes in the order of the run
 * @param sessionMs the same mean of the session's own times
 * @param covered how much of the time of a session its nodes take,the mean of the middle half of
 *     the runs' shares
 * @param grouping how the layer groups were found
 */
record ModelProfile(List<NodeCost> nodes, double sessionMs, double covered, String grouping) {
  private static final double US_PER_MS = 1000;

  /** What an optimiser puts behind the name of a node that it put into another layout. */
  private static final Pattern RENAMED = Pattern.compile("_token_\\d+$");

  /**
   * The costs of what a profiler wrote.
   *
   * @param fileMacs multiply-accumulates of the nodes of the model's file, by their names. Where
   *     one node of a plugin is the whole graph, all of them are those of the node; a node whose
   *     weights are packed, so that its shapes do not tell, has those of the node of its name
   */
  static ModelProfile of(RuntimeProfile profile, Map<String, OptionalLong> fileMacs) {
    LayerGroups groups = LayerGroups.of(profile.nodes().stream().map(RunNode::name).toList());
    boolean whole = profile.nodes().size() == 1 && profile.nodes().get(0).isPlugin();
    List<NodeCost> nodes = new ArrayList<>();
    double[] inNodes = new double[profile.runUs().length];
    for (int i = 0; i < profile.nodes().size(); i++) {
      RunNode node = profile.nodes().get(i);
      nodes.add(
          cost(i, node, groups.names().get(i), whole ? Macs.sum(fileMacs) : macs(node, fileMacs)));
      for (int run = 0; run < inNodes.length; run++) {
        inNodes[run] += node.us()[run] / profile.runUs()[run];
      }
    }
    return new ModelProfile(
        nodes,
        FastestQuarter.mean(profile.runUs()) / US_PER_MS,
        MiddleHalf.mean(inNodes),
        groups.rule());
  }

  /** Of one call; empty if they are not known. */
  private static OptionalLong macs(RunNode node, Map<String, OptionalLong> fileMacs) {
    if (node.isPlugin()) {
      return OptionalLong.empty();
    }
    OptionalLong macs = NodeMacs.of(node.arguments());
    return macs.isPresent()
        ? macs
        : fileMacs.getOrDefault(RENAMED.matcher(node.name()).replaceFirst(""), macs);
  }

  private static NodeCost cost(int index, RunNode node, String group, OptionalLong macs) {
    return new NodeCost(
        index,
        node.name(),
        node.operator(),
        group,
        node.calls(),
        FastestQuarter.mean(node.us()) / US_PER_MS,
        macs.isEmpty() ? macs : OptionalLong.of(macs.getAsLong() * node.calls()),
        node.isPlugin() ? 0 : NodeBytes.of(node.arguments(), macs) * node.calls(),
        node.limit());
  }

  /** Time of all nodes in a run. */
  double nodesMs() {
    return nodes.stream().mapToDouble(NodeCost::ms).sum();
  }
}
