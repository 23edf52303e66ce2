package org.speakerbench.engine.fbank.config;

import java.util.Locale;

/** Window functions of Kaldi's {@code feature-window.cc}, by the names used in its options. */
public enum WindowType {
  /** Hann to the power 0.85: near Hamming, but zero at the edges. Kaldi's default. */
  POVEY,
  HAMMING,
  HANNING,
  RECTANGULAR,
  SINE,
  BLACKMAN;

  /** The name in {@code fbank_config.json}, for example {@code povey}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
