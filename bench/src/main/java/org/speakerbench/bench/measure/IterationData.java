package org.speakerbench.bench.measure;

import java.util.Arrays;
import java.util.List;

/**
 * What one measured iteration gave.
 *
 * @param fork number of the fork, from 1
 * @param iteration number within the fork, from 1
 * @param samples wall times; JMH keeps them in buckets 0.1 to 0.2% wide, rounded down
 * @param operations calls in the iteration, timed or not
 * @param cpuMs CPU time of the process per operation, ms; NaN if the platform does not tell
 * @param peakRssMb peak resident memory so far, 10^6 bytes; NaN if the platform does not tell
 * @param verified whether the timed answer agreed with the golden pack
 * @param cosine of the timed embedding and its reference; NaN without either
 */
public record IterationData(
    int fork,
    int iteration,
    List<Sample> samples,
    long operations,
    double cpuMs,
    double peakRssMb,
    boolean verified,
    double cosine) {

  /** A wall time and how often it was measured. */
  public record Sample(double valueMs, long count) {}

  public IterationData {
    samples = List.copyOf(samples);
  }

  /** All wall times, each as often as it was measured. */
  public double[] wallMs() {
    double[] values = new double[Math.toIntExact(samples.stream().mapToLong(Sample::count).sum())];
    int filled = 0;
    for (Sample sample : samples) {
      int end = filled + Math.toIntExact(sample.count());
      Arrays.fill(values, filled, end, sample.valueMs());
      filled = end;
    }
    return values;
  }
}
