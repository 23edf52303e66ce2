package org.speakerbench.bench.format;

/**
 * Memory of a row; NaN where it is not known.
 *
 * @param rssPeakMb largest peak of resident memory of the forks, 10^6 bytes
 * @param rssSlopeMbPerMin median over forks of the growth of resident memory, 10^6 bytes a minute
 * @param allocBytesPerOp heap allocation of one call, bytes
 */
public record MemoryFigures(double rssPeakMb, double rssSlopeMbPerMin, double allocBytesPerOp) {
  /** Nothing is known. */
  public static final MemoryFigures UNKNOWN = new MemoryFigures(Double.NaN, Double.NaN, Double.NaN);
}
