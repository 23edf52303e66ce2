package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The layer group of each node. Exporters name nodes by the modules that they are of, such as
 * {@code /xvector/block1/tdnnd1/linear1/Conv}: groups are the modules at the least depth at which
 * there are enough of them. Names without modules leave the order: groups are then tenths of it.
 *
 * @param names of the groups, one for each node in the order of the run
 * @param rule how they were found, one sentence
 */
record LayerGroups(List<String> names, String rule) {
  /** Fewer groups do not tell where the time goes. */
  private static final int ENOUGH = 5;

  private static final int DEEPEST = 3;

  /** A node in so many has to have modules: those of the optimisers have none. */
  private static final int ENOUGH_NAMED = 4;

  private static final String PASS = "//";
  private static final int PARTS = 10;

  /** Outside all modules. */
  static final String OUTERMOST = "(outermost)";

  /** Groups of nodes in the order of the run. */
  static LayerGroups of(List<String> nodes) {
    List<List<String>> modules = nodes.stream().map(LayerGroups::modules).toList();
    long named = modules.stream().filter(module -> !module.isEmpty()).count();
    return named * ENOUGH_NAMED < nodes.size() ? byPosition(nodes.size()) : byModules(modules);
  }

  /**
   * The modules in a node's name; empty if it has none. The passes of this project put a name of
   * their own in front of the exporter's: {@code 2d//xvector/tdnn/linear/Conv}.
   */
  private static List<String> modules(String node) {
    String exported = node.substring(node.indexOf(PASS) + 1);
    if (!exported.startsWith("/")) {
      return List.of();
    }
    List<String> parts = List.of(exported.substring(1).split("/"));
    return parts.subList(0, parts.size() - 1); // the last is the operator
  }

  private static LayerGroups byModules(List<List<String>> modules) {
    int depth = 1;
    while (depth < DEEPEST && distinct(modules, depth) < ENOUGH) {
      depth++;
    }
    List<String> names = new ArrayList<>();
    String last = OUTERMOST;
    for (List<String> module : modules) {
      if (!module.isEmpty()) {
        last = name(module, depth);
      }
      names.add(last);
    }
    return new LayerGroups(
        names,
        "Groups are modules in the nodes' names, "
            + (depth == 1 ? "outermost only" : depth + " deep")
            + "; a node without one is counted with the node before it.");
  }

  private static int distinct(List<List<String>> modules, int depth) {
    Set<String> names = new HashSet<>();
    modules.stream().filter(module -> !module.isEmpty()).forEach(m -> names.add(name(m, depth)));
    return names.size();
  }

  private static String name(List<String> module, int depth) {
    return String.join("/", module.subList(0, Math.min(depth, module.size())));
  }

  private static LayerGroups byPosition(int nodes) {
    List<String> names = new ArrayList<>();
    int parts = Math.min(PARTS, nodes);
    for (int node = 0; node < nodes; node++) {
      names.add("part %02d of %d".formatted(1 + (int) ((long) node * parts / nodes), parts));
    }
    return new LayerGroups(
        names, "The nodes' names tell no modules: groups are parts of the run's order, by nodes.");
  }
}
