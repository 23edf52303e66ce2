/**
 * The JMH benchmarks: one class per stage, the states that set them up and check their answers, and
 * the profilers that add CPU time, memory and the cosine to JMH's result.
 *
 * <p>They run by themselves too: {@code java -cp speakerbench.jar org.openjdk.jmh.Main EndToEnd -f
 * 1 -p model=campplus -prof org.speakerbench.bench.jmh.CpuTimeProfiler}. {@code EndToEnd}, {@code
 * Fbank}, {@code Inference} and {@code WavRead} each select one stage.
 */
package org.speakerbench.bench.jmh;
