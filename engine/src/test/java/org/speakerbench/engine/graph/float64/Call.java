package org.speakerbench.engine.graph.float64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.graph.Node;

/** A node and the values that it takes. */
record Call(Node node, int opset, List<Optional<Array>> inputs) {
  Array input(int index) {
    return optional(index)
        .orElseThrow(() -> new IllegalArgumentException("input " + index + " is missing"));
  }

  Optional<Array> optional(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  /**
   * Integers that are an attribute in older opsets and an input in newer ones; null if left out.
   */
  long[] integers(String attribute, int input) {
    if (node.has(attribute)) {
      return node.integers(attribute).stream().mapToLong(Long::longValue).toArray();
    }
    return optional(input).map(Array::longs).orElse(null);
  }

  /** A list attribute with one entry an axis. */
  int[] perAxis(String attribute, int axes, int missing) {
    int[] values = node.integers(attribute).stream().mapToInt(Math::toIntExact).toArray();
    if (values.length == 0) {
      values = new int[axes];
      Arrays.fill(values, missing);
    }
    return values;
  }
}
