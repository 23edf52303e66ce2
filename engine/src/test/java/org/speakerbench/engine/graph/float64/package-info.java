/**
 * Runs an ONNX graph in double, for tests: what a graph gives in (nearly) real arithmetic, to hold
 * float32 runtimes and rewritten graphs against. Plain loops; an operator that it does not know is
 * an error.
 */
package org.speakerbench.engine.graph.float64;
