package org.speakerbench.bench.jmh.state;

import java.util.Arrays;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.pack.GoldenClip;

/**
 * Holds the features of a golden clip that was cut or repeated against those of the clip: the
 * frames of a part are the first ones of the whole, and those of each repetition have the bits of
 * the first, as the features of a frame do not depend on where it lies. Only the frames across the
 * first join have nothing to be compared with.
 */
final class FittedFeatures {
  private FittedFeatures() {}

  /** Whether the repetitions of a clip begin where frames do. */
  static boolean comparable(GoldenClip source) {
    return source.samples().length % source.frontEnd().frame().shift() == 0;
  }

  /**
   * Throws if the features are wrong, else notes them as verified.
   *
   * @param source of {@link #comparable} length
   * @param found of the cut or repeated clip
   * @param clip name for messages
   */
  static void check(GoldenClip source, Features found, String clip) {
    int period = source.samples().length / source.frontEnd().frame().shift();
    int first = Math.min(source.frames(), found.frames());
    for (int frame = period; frame < found.frames(); frame += period) {
      requireSame(found, frame, Math.min(period, found.frames() - frame), clip);
    }
    double[] truth = source.fbankFloat64();
    float[] whole = new float[truth.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (float) truth[i];
    }
    System.arraycopy(found.data(), 0, whole, 0, first * found.bins());
    AnswerCheck.features(
        Optional.of(source), new Features(source.frames(), found.bins(), whole), clip);
  }

  private static void requireSame(Features found, int frame, int count, String clip) {
    int from = frame * found.bins();
    int values = count * found.bins();
    int different = Arrays.mismatch(found.data(), 0, values, found.data(), from, from + values);
    if (different >= 0) {
      throw new SpeakerbenchException(
          "the features of "
              + clip
              + " are wrong and are not timed: found "
              + found.data()[from + different]
              + " in frame "
              + (frame + different / found.bins())
              + ", expected the bits of the same samples in frame "
              + different / found.bins()
              + ", "
              + found.data()[different]);
    }
  }
}
