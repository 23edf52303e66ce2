package org.speakerbench.engine.graph.pass;

import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Whether a model rounds its values on the way, to 8-bit integers or to 16 bits. A change that
 * keeps the answer in real arithmetic then moves roundings, and with them the answer: passes belong
 * before the quantiser.
 */
public final class Roundings {
  private static final Set<String> INTEGERS =
      Set.of(
          "QuantizeLinear",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");

  private static final Set<Integer> HALVES =
      Set.of(ElementType.FLOAT16.number(), ElementType.BFLOAT16.number());

  private Roundings() {}

  /** The operator that rounds, the first of them; empty if there is none. */
  public static Optional<String> in(OnnxModel model) {
    return model.allNodes().stream()
        .filter(Roundings::rounds)
        .map(node -> node.is("Cast") ? "Cast to 16 bits" : node.operator())
        .findFirst();
  }

  private static boolean rounds(Node node) {
    return node.domain().isEmpty()
        && (INTEGERS.contains(node.operator())
            || node.is("Cast") && HALVES.contains((int) node.integer("to", 0)));
  }
}
