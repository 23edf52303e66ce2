package org.speakerbench.bench.jmh.state;

import java.util.Arrays;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.pack.EmbeddingError;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.FbankError;
import org.speakerbench.golden.pack.GoldenClip;

/**
 * Holds an answer against the golden pack, or against an exact computation, before it is timed: a
 * wrong one throws, one without a reference passes as unverified. The outcome stays here for {@code
 * ReferenceProfiler}, which JMH creates apart from the states; a forked JVM runs one benchmark.
 */
public final class AnswerCheck {

  /** Whether a reference was there and agreed; the cosine is NaN where no embedding is made. */
  public record Outcome(boolean verified, double cosine) {}

  private static final Outcome UNVERIFIED = new Outcome(false, Double.NaN);

  private static volatile Outcome last = UNVERIFIED;

  private AnswerCheck() {}

  /** Outcome of the check that was made last in this JVM. */
  public static Outcome last() {
    return last;
  }

  public static void embedding(Optional<EndToEndReference> reference, float[] found, String what) {
    last = UNVERIFIED;
    if (reference.isPresent()) {
      EmbeddingError error = reference.get().compare(found);
      if (!error.passes()) {
        throw new SpeakerbenchException(
            "the embedding of "
                + what
                + " is wrong and is not timed: relative L2 "
                + error.relativeL2()
                + " and cosine "
                + error.cosine()
                + " against the golden pack, expected at most "
                + error.limit());
      }
      last = new Outcome(true, error.cosine());
    }
  }

  static void features(Optional<GoldenClip> golden, Features found, String clip) {
    last = UNVERIFIED;
    if (golden.isPresent()) {
      FbankError error = golden.get().fbankError(found);
      if (!error.passes()) {
        throw new SpeakerbenchException(
            "the features of "
                + clip
                + " are wrong and are not timed: found a largest error of "
                + error.maxAbs()
                + " and an RMS error of "
                + error.rms()
                + " against the golden pack, expected at most "
                + error.maxAbsLimit()
                + " and "
                + error.rmsLimit());
      }
      last = new Outcome(true, Double.NaN);
    }
  }

  /** Values that a second computation gives without any rounding. */
  public static void exact(float[] expected, float[] found, String what) {
    last = UNVERIFIED;
    int i = Arrays.mismatch(expected, found);
    if (i >= 0) {
      throw new SpeakerbenchException(
          "value "
              + i
              + " of "
              + what
              + " is wrong and is not timed: found "
              + found[i]
              + ", expected exactly "
              + expected[i]);
    }
    last = new Outcome(true, Double.NaN);
  }

  /** The pack's samples are Python's: comparing with our own reader would prove nothing. */
  static void samples(Optional<GoldenClip> golden, Waveform found, String clip) {
    last = UNVERIFIED;
    if (golden.isPresent()) {
      Waveform expected = new Waveform(golden.get().samples(), golden.get().sampleRateHz());
      if (!BenchClip.sameAudio(expected, found)) {
        throw new SpeakerbenchException(
            "the samples of "
                + clip
                + " are wrong and are not timed: found "
                + found
                + ", expected exactly those of the golden pack, "
                + expected);
      }
      last = new Outcome(true, Double.NaN);
    }
  }
}
