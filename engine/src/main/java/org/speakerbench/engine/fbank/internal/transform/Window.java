package org.speakerbench.engine.fbank.internal.transform;

import org.speakerbench.engine.fbank.config.FrameOptions;

/** Window functions, exact in double (Kaldi's {@code feature-window.cc}). */
public final class Window {
  private Window() {}

  /**
   * Coefficients of the window of a frame, [length]. All but the rectangular are symmetric: the
   * phase runs from 0 to 2 pi over {@code length - 1} steps.
   */
  public static double[] coefficients(FrameOptions options) {
    double[] window = new double[options.length()];
    double step = 2 * Math.PI / (window.length - 1);
    double blackman = options.blackmanCoefficient();
    for (int i = 0; i < window.length; i++) {
      double phase = step * i;
      window[i] =
          switch (options.window()) {
            case POVEY -> Math.pow(0.5 - 0.5 * Math.cos(phase), 0.85);
            case HAMMING -> 0.54 - 0.46 * Math.cos(phase);
            case HANNING -> 0.5 - 0.5 * Math.cos(phase);
            case RECTANGULAR -> 1.0;
            case SINE -> Math.sin(0.5 * phase);
            case BLACKMAN ->
                blackman - 0.5 * Math.cos(phase) + (0.5 - blackman) * Math.cos(2 * phase);
          };
    }
    return window;
  }
}
