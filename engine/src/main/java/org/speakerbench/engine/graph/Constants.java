package org.speakerbench.engine.graph;

import java.util.List;
import java.util.Optional;

/** What nodes Constant give, in whichever attribute they have it. */
final class Constants {
  private Constants() {}

  static Optional<Tensor> of(Node node, String name) {
    if (node.has("value")) {
      return node.tensor("value").map(tensor -> tensor.named(name));
    }
    if (node.has("value_int")) {
      return Optional.of(Tensor.of(name, List.of(), node.integer("value_int", 0)));
    }
    if (node.has("value_float")) {
      return Optional.of(Tensor.of(name, List.of(), node.number("value_float", 0)));
    }
    if (node.has("value_ints")) {
      List<Long> values = node.integers("value_ints");
      long[] array = values.stream().mapToLong(Long::longValue).toArray();
      return Optional.of(Tensor.of(name, List.of((long) values.size()), array));
    }
    return Optional.empty();
  }
}
