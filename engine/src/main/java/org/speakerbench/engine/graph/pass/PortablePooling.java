package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Writes average poolings with a partial last window, which several releases of ONNX Runtime
 * compute wrongly ({@link PoolingForm}), in operators on which all agree.
 *
 * <p>CAM++'s context of a segment becomes two products with small matrices: frames times an
 * averaging matrix are the mean of each segment plus the mean of all frames; the convolutions on
 * single frames that follow are done once a segment; and a 0/1 matrix takes their mask back to
 * frames. In real arithmetic it is the same, and it is less work. The matrices take 4 T²/K bytes
 * each for T frames and segments of K: 36 MB for ten minutes of audio.
 *
 * <p>Where that context is not found a disputed pooling stays, without pads that are none: to count
 * pads or not is then the same.
 */
public final class PortablePooling {
  /** Key of the model's metadata that says what was rewritten. */
  public static final String MARK = "speakerbench.portable";

  /** First opset that has Range. */
  private static final int RANGE_OPSET = 11;

  private final OnnxModel model;
  private final Graph graph;
  private final SegmentMatrices matrices;

  private PortablePooling(OnnxModel model) {
    this.model = model;
    graph = model.graph();
    matrices = new SegmentMatrices(graph, model.opset());
  }

  /**
   * Rewrites all poolings of a model.
   *
   * @return how many there were
   * @throws SpeakerbenchException if one is found that cannot be rewritten; the model is not to be
   *     used then
   */
  public static int apply(OnnxModel model) {
    return new PortablePooling(model).apply();
  }

  private int apply() {
    int rewritten = 0;
    for (CeilingPool pool : CeilingPool.in(graph)) {
      Optional<SegmentContext> context =
          model.opset() < RANGE_OPSET ? Optional.empty() : SegmentContext.behind(pool, graph);
      if (context.isPresent()) {
        onSegments(context.get(), pool.node());
        rewritten++;
      } else if (pool.form(model).isPresent()) {
        withoutPads(pool);
        rewritten++;
      }
    }
    if (rewritten > 0) {
      graph.removeUnused();
      model.metadata().put(MARK, "average poolings rewritten: " + rewritten);
    }
    return rewritten;
  }

  private void onSegments(SegmentContext context, Node pool) {
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

  private void withoutPads(CeilingPool pool) {
    Node node = pool.node();
    if (!pool.isUnpadded(graph)) {
      throw new SpeakerbenchException(
          "node "
              + node.name()
              + " of "
              + model.file()
              + ": found "
              + node.operator()
              + " with ceil_mode and pads of its own or in front, expected none: its last window"
              + " cannot be written so that all runtimes agree");
    }
    graph.replace(
        node,
        List.of(node.taking(List.of(pool.input())).with(Attribute.of("count_include_pad", 0L))));
  }
}
