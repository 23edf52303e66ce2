package org.speakerbench.bench.profile;

import java.util.OptionalLong;

/**
 * What one node of the optimised graph costs in a run.
 *
 * @param index place in the order of the run, from 0
 * @param group the layer group that it is counted in
 * @param calls in one run
 * @param ms of all its calls in a run
 * @param macs multiply-accumulates of a run; empty if its shapes do not tell
 * @param bytes that it reads and writes in a run, each value once; 0 inside a plugin
 * @param limit the product that its multiply-adds are compared with
 */
record NodeCost(
    int index,
    String name,
    String operator,
    String group,
    int calls,
    double ms,
    OptionalLong macs,
    long bytes,
    Limit limit) {}
