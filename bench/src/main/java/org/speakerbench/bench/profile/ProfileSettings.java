package org.speakerbench.bench.profile;

import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What is profiled.
 *
 * @param clip id of a golden clip, or the path of a WAV file
 * @param audioMs length of the clip: a longer one is cut, a shorter one repeated
 * @param threads inside one operator
 * @param runs under the profiler, and as many without it
 */
public record ProfileSettings(
    ModelRef model, String clip, int audioMs, int threads, int runs, Zoo zoo) {
  /** The profiler stops after a million nodes. */
  private static final int MOST_RUNS = 10_000;

  public ProfileSettings {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new SpeakerbenchException("--runs: found " + runs + ", expected 1 to " + MOST_RUNS);
    }
  }

  /**
   * The length of audio that has so many frames.
   *
   * @throws SpeakerbenchException if no whole number of milliseconds has
   */
  public static int audioMs(int frames, FrameOptions frame) {
    long samples = frame.minSamples() + (frames - 1L) * frame.shift();
    long ms = (long) Math.ceil(samples * 1000.0 / frame.sampleRateHz());
    if (frames < 1
        || ms > Integer.MAX_VALUE
        || frame.count(BenchClip.samples((int) ms, frame.sampleRateHz())) != frames) {
      throw new SpeakerbenchException(
          "--frames: found " + frames + ", expected 1 or more that make a whole number of ms");
    }
    return (int) ms;
  }
}
