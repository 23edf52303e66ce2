package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.speakerbench.bench.measure.NodeMacs;

/**
 * Costs of all nodes of a model. Figures are means over the middle half of the runs by the time of
 * the session: unlike medians they add up, and what disturbed a few runs is not in them.
 *
 * @param nodes in the order of the run
 * @param runMs mean time of the session over the same runs
 * @param grouping how the layer groups were found
 */
public record ModelProfile(List<NodeCost> nodes, double runMs, String grouping) {
  private static final double US_PER_MS = 1000;

  /** The costs of what a profiler wrote. */
  static ModelProfile of(RuntimeProfile profile) {
    int[] runs = middle(profile.runUs());
    LayerGroups groups = LayerGroups.of(profile.nodes().stream().map(RunNode::name).toList());
    List<NodeCost> nodes = new ArrayList<>();
    for (int i = 0; i < profile.nodes().size(); i++) {
      nodes.add(cost(i, profile.nodes().get(i), groups.names().get(i), runs));
    }
    return new ModelProfile(nodes, mean(profile.runUs(), runs) / US_PER_MS, groups.rule());
  }

  private static NodeCost cost(int index, RunNode node, String group, int[] runs) {
    OptionalLong macs = NodeMacs.of(node.arguments());
    return new NodeCost(
        index,
        node.name(),
        node.operator(),
        group,
        node.calls(),
        mean(node.us(), runs) / US_PER_MS,
        macs.isEmpty() ? macs : OptionalLong.of(macs.getAsLong() * node.calls()),
        NodeBytes.of(node.arguments(), macs) * node.calls(),
        Limit.of(node.arguments()));
  }

  /** Which runs are neither among the fastest nor among the slowest quarter. */
  static int[] middle(double[] us) {
    int quarter = us.length / 4;
    return IntStream.range(0, us.length)
        .boxed()
        .sorted(Comparator.comparingDouble(run -> us[run]))
        .skip(quarter)
        .limit(us.length - 2 * quarter)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double mean(double[] values, int[] chosen) {
    return Arrays.stream(chosen).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  /** Time of all nodes in a run. */
  double nodesMs() {
    return nodes.stream().mapToDouble(NodeCost::ms).sum();
  }
}
