package org.speakerbench.engine.graph.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;

/**
 * The context of a segment ({@link SegmentContext}) for runtimes that keep channels last and turn
 * them around for a product with a matrix, as OpenVINO does: what is turned is narrower, and the
 * matrices have three axes once, where each product would give them the third.
 */
final class NarrowContext implements Pass {
  private static final String PREFIX = "context/";

  @Override
  public String name() {
    return "narrow-context";
  }

  @Override
  public String does() {
    return "a product of [batch, channels, frames] with a computed matrix takes the matrix with"
        + " three axes; a convolution of one frame to fewer channels behind it runs in front of it,"
        + " and its bias is added behind";
  }

  @Override
  public String exact() {
    return "a product along channels and one along frames may be done in either order; an axis of"
        + " size 1 changes nothing";
  }

  @Override
  public String unless() {
    return "the matrix is a constant or not surely of two axes; the convolution, if others take"
        + " what it takes, gives as many channels, or has other weights than constants of float32";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    Shapes shapes = new Shapes(graph);
    Map<String, String> matrices = new HashMap<>();
    int products = 0;
    for (Node node : List.copyOf(graph.nodes())) {
      if (isWithMatrix(graph, shapes, node)) {
        String matrix =
            matrices.computeIfAbsent(
                node.input(1),
                name ->
                    new Writer(graph, model.opset(), node, PREFIX).unsqueeze("matrix", name, 0));
        rewrite(graph, model.opset(), node.taking(List.of(node.input(0), matrix)), node);
        products++;
      }
    }
    return products;
  }

  private static boolean isWithMatrix(Graph graph, Shapes shapes, Node node) {
    return node.is("MatMul")
        && shapes.rank(node.input(0)).equals(Optional.of(3))
        && shapes.rank(node.input(1)).equals(Optional.of(2))
        && graph.constant(node.input(1)).isEmpty();
  }

  private static void rewrite(Graph graph, int opset, Node product, Node old) {
    Optional<Node> behind =
        graph
            .onlyUser(product.outputs().get(0))
            .filter(node -> FrameAxis.isPointwiseConvolution(graph, node));
    Optional<Convolution> narrow =
        behind
            .flatMap(node -> Convolution.of(graph, node))
            .filter(convolution -> convolution.outputs() < convolution.inputs());
    if (narrow.isEmpty()) {
      graph.replace(old, List.of(product));
      return;
    }
    Convolution convolution = narrow.get();
    Writer writer = new Writer(graph, opset, old, PREFIX);
    String before = graph.fresh(PREFIX + "narrow");
    graph.insert(
        old,
        List.of(
            convolution
                .inputs(0, convolution.inputs()) // without its bias
                .node(product.input(0), before)));
    String result = behind.get().outputs().get(0);
    List<String> taken = List.of(before, product.input(1));
    if (convolution.bias() == null) {
      graph.replace(old, List.of());
      graph.replace(behind.get(), List.of(Node.of("MatMul", taken, List.of(result))));
      return;
    }
    String sum = writer.add("MatMul", "product", taken);
    graph.replace(old, List.of());
    graph.replace(
        behind.get(),
        List.of(Node.of("Add", List.of(sum, bias(graph, behind.get())), List.of(result))));
  }

  /** The bias of a convolution, [1, channels, 1]. */
  private static String bias(Graph graph, Node convolution) {
    Tensor bias = graph.constant(convolution.input(2)).orElseThrow();
    String made = graph.fresh(PREFIX + "bias");
    graph.put(
        Tensor.ofBytes(
            made, bias.type().orElseThrow(), List.of(1L, bias.elements(), 1L), bias.bytes()));
    return made;
  }
}
