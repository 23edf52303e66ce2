package org.speakerbench.bench.measure;

import org.speakerbench.bench.jmh.EndToEnd;
import org.speakerbench.bench.jmh.FbankOnly;
import org.speakerbench.bench.jmh.Inference;
import org.speakerbench.bench.jmh.WavRead;

/** A timed part of the way from WAV file to embedding. */
public enum Stage {
  /** WAV file to samples. */
  READ("read", WavRead.class, false),
  /** Samples to raw features. */
  FBANK("fbank", FbankOnly.class, false),
  /** Normalised features to an embedding. */
  INFER("infer", Inference.class, true),
  /** Samples to an embedding. */
  E2E("e2e", EndToEnd.class, true);

  private final String label;
  private final Class<?> benchmark;
  private final boolean perModel;

  Stage(String label, Class<?> benchmark, boolean perModel) {
    this.label = label;
    this.benchmark = benchmark;
    this.perModel = perModel;
  }

  /** Name in the CSVs. */
  public String label() {
    return label;
  }

  /** The JMH benchmark. */
  public Class<?> benchmark() {
    return benchmark;
  }

  /** Whether the model matters; otherwise the stage is measured once. */
  public boolean perModel() {
    return perModel;
  }
}
