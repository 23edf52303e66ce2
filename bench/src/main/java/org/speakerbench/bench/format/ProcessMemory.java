package org.speakerbench.bench.format;

/**
 * Resident memory of a process that does nothing but embed one clip with one model, in a Java heap
 * of a fixed, small size: what the model costs. 10^6 bytes; NaN where it is not known.
 *
 * @param jvmMb the JVM alone, before ONNX Runtime is loaded
 * @param loadedMb when the model is loaded
 * @param firstMb after the first embedding
 * @param settledMb after {@code embeddings} of the same clip; NaN if that is the first
 * @param peakMb the most that it ever was
 * @param embeddings how many were made
 */
public record ProcessMemory(
    double jvmMb,
    double loadedMb,
    double firstMb,
    double settledMb,
    double peakMb,
    double embeddings) {
  /** Nothing is known. */
  public static final ProcessMemory UNKNOWN =
      new ProcessMemory(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Whether it was measured. */
  public boolean known() {
    return !Double.isNaN(peakMb);
  }
}
