package org.speakerbench.bench.profile;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The least time that a node could take here: its multiply-adds at the speed of a large product, or
 * its bytes at the speed of a copy, whichever takes longer (Williams, Waterman and Patterson 2009).
 * Values that the node before left in a cache of the core's own come faster than a copy's, so that
 * a memory-bound node may be faster than this.
 */
record Roofline(MeasuredLimits limits) {
  private static final double MS_PER_S = 1000;

  /** Below this share of its time a node computes and moves nothing worth the name. */
  private static final double CALL_SHARE = 0.1;

  static final String RULE =
      "A node is compute-bound if its multiply-adds at the gemm ceiling of their arithmetic take"
          + " longer than its bytes at the speed of copy, else memory-bound; of neither a tenth of"
          + " its time: call, what it costs is to be called. Bytes are those of inputs, weights and"
          + " outputs, each once.";

  /** What bounds a node; empty if the ceilings, its multiply-adds or bytes are not known. */
  Optional<Bound> bound(NodeCost node) {
    if (node.limit() == Limit.PROVIDER) {
      return Optional.empty(); // of the values inside it nothing is known
    }
    OptionalDouble compute = computeMs(node);
    OptionalDouble memory = memoryMs(node);
    if (compute.isEmpty() || memory.isEmpty()) {
      return Optional.empty();
    }
    double least = Math.max(compute.getAsDouble(), memory.getAsDouble());
    if (least < CALL_SHARE * node.ms()) {
      return Optional.of(Bound.CALL);
    }
    return Optional.of(
        compute.getAsDouble() >= memory.getAsDouble() ? Bound.COMPUTE : Bound.MEMORY);
  }

  /** Of its multiply-adds alone. */
  private OptionalDouble computeMs(NodeCost node) {
    OptionalDouble rate = limits.of(node.limit());
    return rate.isEmpty() || node.macs().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(node.macs().getAsLong() / rate.getAsDouble() * MS_PER_S);
  }

  private OptionalDouble memoryMs(NodeCost node) {
    OptionalDouble rate = limits.of(Limit.COPY);
    return rate.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(node.bytes() / rate.getAsDouble() * MS_PER_S);
  }
}
