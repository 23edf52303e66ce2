package org.speakerbench.bench.measure;

import java.util.Arrays;
import java.util.List;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ProcessMemory;

/**
 * What one iteration gave.
 *
 * @param fork number of the fork, from 1
 * @param phase warm-up or measurement
 * @param iteration number within the fork and phase, from 1
 * @param samples wall times per call; JMH keeps them in buckets 0.1 to 0.2% wide, rounded down
 * @param operations calls in the iteration, timed or not
 * @param extras what the profilers add
 */
public record IterationData(
    int fork, Phase phase, int iteration, List<Sample> samples, long operations, Extras extras) {

  /** A wall time and how often it was measured. */
  public record Sample(double valueMs, long count) {}

  /**
   * What the profilers add; NaN where the platform does not tell.
   *
   * @param cpuMs CPU time of the process per operation, ms
   * @param peakRssMb peak resident memory so far, 10^6 bytes
   * @param rssMb resident memory at the end of the iteration, 10^6 bytes
   * @param uptimeMs time since the JVM started, ms
   * @param allocBytes heap allocation per operation, bytes
   * @param verified whether the timed answer agreed with the golden pack
   * @param cosine of the timed embedding and its reference; NaN without either
   * @param relativeL2 of the same
   * @param process memory of a process that was started for it
   * @param fbankVector 0 if FBank ran in plain Java, above if by vectors; NaN without FBank
   */
  public record Extras(
      double cpuMs,
      double peakRssMb,
      double rssMb,
      double uptimeMs,
      double allocBytes,
      boolean verified,
      double cosine,
      double relativeL2,
      ProcessMemory process,
      double fbankVector) {

    /** Of work without FBank for which no process was started. */
    public Extras(
        double cpuMs,
        double peakRssMb,
        double rssMb,
        double uptimeMs,
        double allocBytes,
        boolean verified,
        double cosine) {
      this(
          cpuMs,
          peakRssMb,
          rssMb,
          uptimeMs,
          allocBytes,
          verified,
          cosine,
          Double.NaN,
          ProcessMemory.UNKNOWN,
          Double.NaN);
    }
  }

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
