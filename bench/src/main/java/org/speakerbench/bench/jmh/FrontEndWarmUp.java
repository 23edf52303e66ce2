package org.speakerbench.bench.jmh;

import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;

/**
 * Lets the compiler finish FBank, which it does after about 200 calls on three seconds of audio.
 * Warm-up iterations give a slow model a call or two only, and the compiler's CPU time would be
 * counted.
 */
final class FrontEndWarmUp {
  private static final long NANOS = 250_000_000;

  private FrontEndWarmUp() {}

  static void run(SpeakerEmbedder embedder, Waveform clip) {
    float kept = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < NANOS) {
      kept += embedder.fbank().compute(clip).meanNormalized().at(0, 0);
    }
    if (Float.isNaN(kept)) {
      throw new IllegalStateException("FBank of a clip gave NaN");
    }
  }
}
