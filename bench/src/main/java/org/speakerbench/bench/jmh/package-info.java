/**
 * The JMH benchmarks: one class per stage, the states that set them up and check their answers, and
 * the profilers that add CPU time, memory and the cosine to JMH's result.
 *
 * <p>They run by themselves too: {@code java -jar benchmarks.jar EndToEnd -f 1 -p model=campplus
 * -prof org.speakerbench.bench.jmh.CpuTimeProfiler}. {@code WavRead}, {@code FbankOnly}, {@code
 * Inference}, {@code EndToEnd}, {@code Extraction}, {@code SessionLoad} and {@code ColdStart} each
 * select one stage, {@code Gemm} and {@code Fma} the ceilings of the machine; {@code StreamedFbank}
 * times FBank in pieces, {@code CommandStart} the program from outside, through its launcher.
 * Throughput of parallel workers over one session is {@code -bm thrpt -t 2}; allocation per call is
 * JMH's own {@code -prof gc}. Profilers:
 *
 * <ul>
 *   <li>{@code CpuTimeProfiler}: CPU time of the process per call
 *   <li>{@code RssProfiler}: resident memory, peak and now, with the time
 *   <li>{@code ColdStartProfiler}: the parts of a cold start
 *   <li>{@code ReferenceProfiler}: whether the answer agreed with the golden pack, and its cosine
 * </ul>
 */
package org.speakerbench.bench.jmh;
