package org.speakerbench.golden.check;

/** The stages of the check, in the order of the pipeline. */
public enum ParityStage {
  /** Decoded samples against Python's, bit by bit. */
  SAMPLES,
  /** Raw log-mel features against float64. */
  FBANK,
  /** Features minus their mean over the frames, against float64 and against a mean of zero. */
  NORMALISED,
  /** Embeddings of the <em>stored</em> normalised features: the model alone. */
  INFERENCE,
  /** The same for many frame counts, at the edges of the model's pooling and strides. */
  SWEEP,
  /** Embeddings of a batch of clips of equal length, against those of each clip alone. */
  BATCH,
  /** From WAV to embedding. */
  END_TO_END,
  /** The embeddings of different voices differ, so that a constant or a swap cannot pass. */
  DISTINCT;

  /** Whether features are compared here, cell by cell. */
  public boolean comparesFeatures() {
    return switch (this) {
      case FBANK, NORMALISED -> true;
      case SAMPLES, INFERENCE, SWEEP, BATCH, END_TO_END, DISTINCT -> false;
    };
  }
}
