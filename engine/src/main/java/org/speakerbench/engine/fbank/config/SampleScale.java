package org.speakerbench.engine.fbank.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a filter bank takes full scale for. Samples are in [-1, 1) here; Kaldi, HTK and WeSpeaker
 * mean the integers of 16 bits, which are 32768 times as large. Log-mel features differ by 2 ln
 * 32768 = 20.8 then, but for what the unit of dither, energy floor and the floor of the logarithm
 * changes.
 */
public enum SampleScale {
  /** Samples in [-1, 1), as torchaudio loads them. */
  UNIT(1),

  /** Samples of 16 bits: in [-32768, 32768). */
  INT16(32768);

  private final int factor;

  SampleScale(int factor) {
    this.factor = factor;
  }

  /** Full scale, by which samples in [-1, 1) are multiplied: a power of two, so it is exact. */
  public int factor() {
    return factor;
  }

  /** The scale with a factor; empty if there is none. */
  public static Optional<SampleScale> of(double factor) {
    return Arrays.stream(values()).filter(scale -> scale.factor == factor).findFirst();
  }
}
