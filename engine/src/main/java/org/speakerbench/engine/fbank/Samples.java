package org.speakerbench.engine.fbank;

/**
 * The samples of a clip, or the part of it that is at hand.
 *
 * @param values samples from {@code base} on
 * @param base number of the first of them in the clip
 * @param count how many there are
 * @param total samples of the whole clip; {@link #UNKNOWN} while its end has not come
 */
record Samples(float[] values, long base, int count, long total) {
  static final long UNKNOWN = Long.MAX_VALUE / 4;

  static Samples whole(float[] values) {
    return new Samples(values, 0, values.length, values.length);
  }
}
