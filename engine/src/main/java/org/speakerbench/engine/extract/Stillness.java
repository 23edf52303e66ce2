package org.speakerbench.engine.extract;

import java.util.Locale;

/**
 * Whether anything is to be heard in a clip, which may come in pieces. One of zeros, of one value,
 * or of nothing but dither has an embedding like any other, which says nothing of a speaker.
 */
final class Stillness {
  /** Four steps of 16 bits: what dither of silence spans, and 78 dB below full scale. */
  private static final float SPAN = 0x1p-13f;

  private float low = Float.POSITIVE_INFINITY;
  private float high = Float.NEGATIVE_INFINITY;
  private long count;

  /** Looks at the next samples; of a clip that is to be heard at no more than is needed. */
  void accept(float[] samples, int start, int length) {
    count += length;
    for (int i = start; i < start + length && !isHeard(); i++) {
      low = Math.min(low, samples[i]);
      high = Math.max(high, samples[i]);
    }
  }

  private boolean isHeard() {
    return high - low > SPAN;
  }

  /** Notes the clip if nothing is to be heard in it. */
  void note(int sampleRateHz) {
    if (count > 0 && !isHeard()) {
      ClipNotes.add(
          String.format(
              Locale.ROOT,
              "nothing is to be heard in %.2f s, %s: the embedding says nothing of a speaker",
              count / (double) sampleRateHz,
              found()));
    }
  }

  private String found() {
    if (low != high) {
      return "all samples are from " + low + " to " + high;
    }
    return "all samples are " + (low == 0 ? "0" : Float.toString(low));
  }
}
