package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;

/**
 * Lets the compiler finish FBank, which it does after about 200 calls on three seconds of audio.
 * Warm-up iterations give a slow model a call or two only, and the compiler's CPU time would be
 * counted.
 */
final class FrontEndWarmUp {
  private static final long NANOS = 250_000_000;

  private FrontEndWarmUp() {}

  /** Everything before the model. */
  @FunctionalInterface
  interface FrontEnd {
    Features run() throws IOException;
  }

  static void run(FrontEnd frontEnd) throws IOException, InterruptedException {
    FbankUsed.settle();
    float kept = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < NANOS) {
      kept += frontEnd.run().at(0, 0);
    }
    if (Float.isNaN(kept)) {
      throw new SpeakerbenchException("FBank of a clip gave NaN");
    }
  }
}
