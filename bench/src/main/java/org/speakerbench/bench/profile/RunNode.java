package org.speakerbench.bench.profile;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A node of the graph as ONNX Runtime ran it, optimised, in every run of a profile.
 *
 * @param name as the profiler has it; optimisers give fused nodes names of their own
 * @param operator the operator's type; {@code nchwc Conv} is a kernel of the blocked layout, in a
 *     domain of its own, which the profiler tells by the node's name
 * @param arguments what else the profiler wrote down of its first call: shapes and sizes
 * @param calls in one run: more than one in the body of a loop
 * @param us time of its own in each run, microseconds, without that of nodes inside it
 */
record RunNode(String name, String operator, JsonNode arguments, int calls, double[] us) {}
