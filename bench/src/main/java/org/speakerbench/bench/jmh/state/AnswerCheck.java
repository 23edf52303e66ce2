package org.speakerbench.bench.jmh.state;

import java.util.Arrays;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.score.Cosine;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EmbeddingError;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.FbankError;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.Limits;

/**
 * Holds an answer against the golden pack, or against an exact computation, before it is timed: a
 * wrong one throws, one without a reference passes as unverified. The outcome stays here for {@code
 * ReferenceProfiler}, which JMH creates apart from the states; a forked JVM runs one benchmark.
 */
public final class AnswerCheck {

  /**
   * What a comparison gave.
   *
   * @param verified whether a reference was there and agreed; never of a reduced precision
   * @param cosine of an embedding and its reference; NaN without either
   * @param relativeL2 of the same
   */
  public record Outcome(boolean verified, double cosine, double relativeL2) {
    private static final Outcome AGREES = new Outcome(true, Double.NaN, Double.NaN);
  }

  private static final Outcome UNVERIFIED = new Outcome(false, Double.NaN, Double.NaN);

  private static volatile Outcome last = UNVERIFIED;

  private AnswerCheck() {}

  /** Outcome of the check that was made last in this JVM. */
  public static Outcome last() {
    return last;
  }

  /**
   * Holds an embedding against its reference by the limit that the precision has.
   *
   * @param clip name of what was embedded
   */
  public static void embedding(
      Optional<EndToEndReference> reference, float[] found, ModelRef model, String clip) {
    embedding(reference, found, model.isReduced(), model.label() + " on " + clip);
  }

  /**
   * Holds an embedding against that of the model itself on the CPU provider, by the same limits as
   * against Python's. It is no proof that both are right, and verifies nothing.
   */
  static void embedding(float[] ofCpu, float[] found, ModelRef model, String clip) {
    last = UNVERIFIED;
    model.requireForm(found.length, ofCpu.length);
    double cosine = Cosine.similarity(ofCpu, found);
    double relativeL2 = RelativeL2.of(ofCpu, found);
    boolean near =
        model.isReduced()
            ? cosine >= Limits.REDUCED_MIN_COSINE
            : relativeL2 <= Limits.END_TO_END_BASE;
    if (!near) {
      throw new SpeakerbenchException(
          "the embedding of "
              + model.label()
              + " on "
              + clip
              + " is wrong and is not timed: found a cosine of "
              + cosine
              + " and relative L2 "
              + relativeL2
              + " against the model itself on the CPU provider, expected "
              + (model.isReduced()
                  ? "a cosine of at least " + Limits.REDUCED_MIN_COSINE + " in a reduced precision"
                  : "a relative L2 of at most " + Limits.END_TO_END_BASE));
    }
    last = new Outcome(false, cosine, relativeL2);
  }

  private static void embedding(
      Optional<EndToEndReference> reference, float[] found, boolean reduced, String what) {
    last = UNVERIFIED;
    if (reference.isPresent()) {
      EmbeddingError error = reference.get().compare(found);
      if (reduced) {
        requireSimilar(error, what);
      } else if (!error.passes()) {
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
      last = new Outcome(!reduced, error.cosine(), error.relativeL2());
    }
  }

  private static void requireSimilar(EmbeddingError error, String what) {
    if (!(error.cosine() >= Limits.REDUCED_MIN_COSINE)) {
      throw new SpeakerbenchException(
          "the embedding of "
              + what
              + " is wrong and is not timed: found a cosine of "
              + error.cosine()
              + " against the golden pack, expected at least "
              + Limits.REDUCED_MIN_COSINE
              + " in a reduced precision");
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
      last = Outcome.AGREES;
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
    last = Outcome.AGREES;
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
      last = Outcome.AGREES;
    }
  }
}
