package org.speakerbench.bench.jmh.ceiling;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Times the product in {@link Arithmetic#BF16}. */
@State(Scope.Thread)
public class GemmBf16State extends GemmState {
  @Override
  Arithmetic arithmetic() {
    return Arithmetic.BF16;
  }
}
