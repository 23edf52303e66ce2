/**
 * What JMH is told beside the time of a call: CPU time, resident memory, the parts of a cold start,
 * and whether the answer agreed.
 */
package org.speakerbench.bench.jmh.profiler;
