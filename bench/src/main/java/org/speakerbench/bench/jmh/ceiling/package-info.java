/**
 * Benchmarks of what the machine can do at most: multiply-adds, and the matrix product of ONNX
 * Runtime.
 */
package org.speakerbench.bench.jmh.ceiling;
