package org.speakerbench.bench.profile;

import org.speakerbench.engine.SpeakerbenchException;
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
}
