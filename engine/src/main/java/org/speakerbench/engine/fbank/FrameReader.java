package org.speakerbench.engine.fbank;

/**
 * The samples of each frame (Kaldi's {@code ExtractWindow}). Most frames are read where they lie;
 * one that reaches over an end of the clip, where the samples are reflected, or gets noise, is
 * copied first.
 */
final class FrameReader {
  private final FrameOptions options;
  private final Dither dither;
  private final float[] copy;
  private float[] source;
  private int offset;

  FrameReader(FrameOptions options) {
    this.options = options;
    dither = options.dither() == 0 ? null : new Dither(options.dither(), options.ditherSeed());
    copy = new float[options.length()];
  }

  /** Goes to a frame: {@link #source} has its samples from {@link #offset} on. */
  void read(Samples samples, int frame) {
    long start = options.start(frame);
    if (inside(samples, frame)) {
      source = samples.values();
      offset = (int) (start - samples.base());
      return;
    }
    source = copy;
    offset = 0;
    for (int i = 0; i < copy.length; i++) {
      copy[i] = samples.values()[(int) (reflected(start + i, samples.total()) - samples.base())];
    }
    if (dither != null) {
      dither.addTo(copy, frame);
    }
  }

  /** Whether a frame's samples lie in the clip as they are: none reflected, no noise. */
  boolean inside(Samples samples, int frame) {
    long start = options.start(frame);
    return dither == null
        && start >= 0
        && start + options.length() <= samples.base() + samples.count();
  }

  float[] source() {
    return source;
  }

  int offset() {
    return offset;
  }

  /** Number of the sample that stands in for one before the start or after the end of the clip. */
  private static long reflected(long index, long total) {
    long inside = Math.floorMod(index, 2 * total);
    return inside < total ? inside : 2 * total - 1 - inside;
  }
}
