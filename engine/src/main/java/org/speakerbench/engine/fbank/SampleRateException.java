package org.speakerbench.engine.fbank;

import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;

/** Audio of another sample rate than the front end takes. */
public final class SampleRateException extends SpeakerbenchException {
  private static final long serialVersionUID = 1L;

  private final int foundHz;
  private final double expectedHz;

  /** A clip, which could be resampled. */
  SampleRateException(int foundHz, double expectedHz) {
    super(
        refusal(foundHz, expectedHz)
            + ", or leave to resample it ("
            + (foundHz > expectedHz ? "allow_down_sample" : "allow_up_sample")
            + ", ",
        Setting.RESAMPLING,
        ")");
    this.foundHz = foundHz;
    this.expectedHz = expectedHz;
  }

  /** Audio that for some reason cannot be resampled. */
  SampleRateException(int foundHz, double expectedHz, String reason) {
    super(refusal(foundHz, expectedHz) + ": " + reason);
    this.foundHz = foundHz;
    this.expectedHz = expectedHz;
  }

  private static String refusal(int foundHz, double expectedHz) {
    String expected =
        expectedHz == Math.rint(expectedHz)
            ? Long.toString((long) expectedHz)
            : Double.toString(expectedHz);
    return "sample rate is " + foundHz + " Hz, expected " + expected + " Hz (sample_freq)";
  }

  /** Rate of the audio, Hz. */
  public int foundHz() {
    return foundHz;
  }

  /** Rate that the front end takes, Hz. */
  public double expectedHz() {
    return expectedHz;
  }
}
