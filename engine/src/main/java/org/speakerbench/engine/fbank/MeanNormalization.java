package org.speakerbench.engine.fbank;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is subtracted from features before a model takes them. */
public enum MeanNormalization {
  /** Nothing: it takes features as they are. */
  NONE,

  /** From each bin its mean over the frames of the clip, see {@link MeanNormalizer}. */
  CLIP;

  /** The one of a name; empty if there is none. */
  public static Optional<MeanNormalization> of(String name) {
    return Arrays.stream(values()).filter(one -> one.toString().equals(name)).findFirst();
  }

  /** What a model takes, of raw features: themselves or a copy. */
  public Features apply(Features raw) {
    return this == CLIP ? raw.meanNormalized() : raw;
  }

  /** The name in files, for example {@code clip}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
