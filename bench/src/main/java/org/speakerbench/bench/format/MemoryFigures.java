package org.speakerbench.bench.format;

/**
 * Memory of a row; NaN where it is not known.
 *
 * @param rssPeakMb largest peak of resident memory of the forks, 10^6 bytes: with the heap that JMH
 *     runs in, it says little of a model
 * @param rssSlopeMbPerMin median over forks of the growth of resident memory, 10^6 bytes a minute
 * @param allocBytesPerOp heap allocation of one call, bytes
 * @param process what the model costs a process of its own; known of the stage {@code cold} only
 */
public record MemoryFigures(
    double rssPeakMb, double rssSlopeMbPerMin, double allocBytesPerOp, ProcessMemory process) {
  /** Nothing is known. */
  public static final MemoryFigures UNKNOWN = new MemoryFigures(Double.NaN, Double.NaN, Double.NaN);

  /** Memory of the forks alone. */
  public MemoryFigures(double rssPeakMb, double rssSlopeMbPerMin, double allocBytesPerOp) {
    this(rssPeakMb, rssSlopeMbPerMin, allocBytesPerOp, ProcessMemory.UNKNOWN);
  }
}
