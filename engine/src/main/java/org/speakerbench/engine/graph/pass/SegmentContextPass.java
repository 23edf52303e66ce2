package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * CAM++'s context of a segment ({@link SegmentContext}) as two products with small matrices ({@link
 * SegmentMatrices}), whatever way its average pooling with a partial last window is written in. The
 * matrices take 4 T²/K bytes each for T frames and segments of K: 36 MB for ten minutes of audio.
 */
final class SegmentContextPass implements Pass {
  /** First opset that has Range. */
  private static final int RANGE_OPSET = 11;

  @Override
  public String name() {
    return "segment-context";
  }

  @Override
  public String does() {
    return "the means of segments of frames, spread to their frames and sent through convolutions"
        + " of one frame, become products with two matrices made once from the number of frames,"
        + " and the convolutions run once a segment";
  }

  @Override
  public String exact() {
    return "frames times an averaging matrix are the mean of each segment plus that of all frames,"
        + " a convolution of one frame commutes with repeating frames, and a 0/1 matrix repeats";
  }

  @Override
  public String unless() {
    return "a part of the context is used elsewhere, the pooling has pads or other strides, or the"
        + " opset is older than "
        + RANGE_OPSET;
  }

  @Override
  public int apply(OnnxModel model) {
    if (model.opset() < RANGE_OPSET) {
      return 0;
    }
    Graph graph = model.graph();
    SegmentMatrices matrices = new SegmentMatrices(graph, model.opset());
    int rewritten = 0;
    for (CeilingPool pool : CeilingPool.in(graph)) {
      Optional<SegmentContext> context = SegmentContext.behind(pool, graph);
      if (context.isPresent()) {
        rewrite(graph, matrices, context.get(), pool.node());
        rewritten++;
      }
    }
    return rewritten;
  }

  private static void rewrite(
      Graph graph, SegmentMatrices matrices, SegmentContext context, Node pool) {
    SegmentMatrices.Pair pair = matrices.of(context, context.type(graph).orElseThrow(), pool);
    Node first = context.chain().get(0);
    String value = matrices.product("context", context.frames(), pair.averaging(), first);
    for (Node node : context.chain()) {
      // New names: what the file says of the shapes of the old ones is true no more.
      String made = graph.fresh("segments/" + node.operator().toLowerCase(Locale.ROOT));
      graph.replace(
          node, List.of(node.taking(with(node, node.input(0), value)).giving(List.of(made))));
      value = made;
    }
    Node product = context.product();
    String mask = matrices.product("mask", value, pair.spreading(), product);
    graph.replace(product, List.of(product.taking(with(product, context.mask(), mask))));
  }

  private static List<String> with(Node node, String value, String other) {
    return node.inputs().stream().map(input -> input.equals(value) ? other : input).toList();
  }
}
