package org.speakerbench.engine.fbank;

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

  /**
   * Coefficients of the window, [length]. All but the rectangular are symmetric: the phase runs
   * from 0 to 2 pi over {@code length - 1} steps.
   */
  double[] coefficients(int length, double blackmanCoefficient) {
    double[] window = new double[length];
    double step = 2 * Math.PI / (length - 1);
    for (int i = 0; i < length; i++) {
      double phase = step * i;
      window[i] =
          switch (this) {
            case POVEY -> Math.pow(0.5 - 0.5 * Math.cos(phase), 0.85);
            case HAMMING -> 0.54 - 0.46 * Math.cos(phase);
            case HANNING -> 0.5 - 0.5 * Math.cos(phase);
            case RECTANGULAR -> 1.0;
            case SINE -> Math.sin(0.5 * phase);
            case BLACKMAN ->
                blackmanCoefficient
                    - 0.5 * Math.cos(phase)
                    + (0.5 - blackmanCoefficient) * Math.cos(2 * phase);
          };
    }
    return window;
  }
}
