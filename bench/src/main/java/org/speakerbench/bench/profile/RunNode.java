package org.speakerbench.bench.profile;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A node of the graph as ONNX Runtime ran it, optimised, in every run of a profile.
 *
 * @param name as the profiler has it; optimisers give fused nodes names of their own
 * @param operator the operator's type, or the plugin that it is a part of the graph of; {@code
 *     nchwc Conv} is a kernel of the blocked layout, in a domain of its own, which the profiler
 *     tells by the node's name
 * @param arguments what else the profiler wrote down of its first call: shapes and sizes
 * @param calls in one run: more than one in the body of a loop
 * @param us time of its own in each run, microseconds, without that of nodes inside it
 */
record RunNode(String name, String operator, JsonNode arguments, int calls, double[] us) {
  /** Where ONNX Runtime computes itself. */
  static final String OWN_PROVIDER = "CPUExecutionProvider";

  /** Whether a plugin computes it: a part of the graph, inside which nothing is told apart. */
  boolean isPlugin() {
    return !arguments.path("provider").asText(OWN_PROVIDER).equals(OWN_PROVIDER);
  }

  /** The product that its multiply-adds are compared with. */
  Limit limit() {
    return isPlugin() ? Limit.PROVIDER : Limit.of(arguments.path("op_name").asText());
  }
}
