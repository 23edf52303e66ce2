package org.speakerbench.engine.graph.float64;

import java.util.List;

/** Computes what a node gives. */
@FunctionalInterface
interface Operator {
  List<Array> apply(Call call);

  /** One output. */
  @FunctionalInterface
  interface Single {
    Array apply(Call call);
  }

  static Operator of(Single single) {
    return call -> List.of(single.apply(call));
  }
}
