package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Convolutions to few channels over a concatenation of channels, as in front of ERes2Net's
 * attention, become a sum of convolutions: the sum is small, and nothing is copied.
 */
final class ConcatConvolutions implements Pass {
  /** A sum of so many times fewer channels costs less than their copy. */
  static final int FEWER = 4;

  @Override
  public String name() {
    return "concat-convolutions";
  }

  @Override
  public String does() {
    return "a convolution over a Concat of channels, with at most a quarter as many outputs,"
        + " becomes the sum of a convolution over each";
  }

  @Override
  public String exact() {
    return "a convolution sums over its input channels";
  }

  @Override
  public String unless() {
    return "the concatenation goes elsewhere, too, or the convolution has groups or more outputs";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    int rewritten = 0;
    for (Node concat : List.copyOf(graph.nodes())) {
      Shapes shapes = concat.is("Concat") ? new Shapes(graph) : null;
      if (shapes != null && Uses.isOfChannels(shapes, concat) && areSmall(graph, concat)) {
        for (Node user : List.copyOf(graph.users(concat.outputs().get(0)))) {
          sum(graph, shapes, concat, Convolution.of(graph, user).orElseThrow());
          rewritten++;
        }
      }
    }
    return rewritten;
  }

  private static boolean areSmall(Graph graph, Node concat) {
    String whole = concat.outputs().get(0);
    return !graph.isOutput(whole)
        && concat.inputs().size() > 1
        && graph.users(whole).stream()
            .allMatch(
                user ->
                    user.inputs().lastIndexOf(whole) == 0
                        && Convolution.of(graph, user)
                            .filter(small -> FEWER * small.outputs() <= small.inputs())
                            .isPresent());
  }

  private static void sum(Graph graph, Shapes shapes, Node concat, Convolution convolution) {
    List<Node> made = new ArrayList<>();
    String sum = null;
    int from = 0;
    int last = concat.inputs().size() - 1;
    String output = convolution.node().outputs().get(0);
    for (int i = 0; i <= last; i++) {
      String input = concat.input(i);
      int to = from + Math.toIntExact(shapes.channels(input).orElseThrow());
      Convolution part = convolution.inputs(from, to);
      String value = graph.fresh("tuned/part/" + i + "/" + output);
      made.add((i == 0 ? part.biasedLike(convolution) : part).node(input, value));
      if (i == 0) {
        sum = value;
      } else {
        String next = i == last ? output : graph.fresh("tuned/sum/" + i + "/" + output);
        made.add(Node.of("Add", List.of(value, sum), List.of(next)));
        sum = next;
      }
      from = to;
    }
    graph.replace(convolution.node(), made);
  }
}
