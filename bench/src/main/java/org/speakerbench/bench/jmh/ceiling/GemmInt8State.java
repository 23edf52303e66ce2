package org.speakerbench.bench.jmh.ceiling;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Times the product in {@link Arithmetic#INT8}. */
@State(Scope.Thread)
public class GemmInt8State extends GemmState {
  @Override
  Arithmetic arithmetic() {
    return Arithmetic.INT8;
  }
}
