package org.speakerbench.engine.fbank;

/**
 * The samples of each frame (Kaldi's {@code ExtractWindow}). Most frames are read where they lie;
 * one that reaches over an end of the clip, where the samples are reflected, or gets noise, is
 * copied first.
 */
final class FrameReader {
  private final FrameOptions options;
  private final Dither dither;
  private final float[] samples;
  private final float[] copy;
  private float[] source;
  private int offset;

  FrameReader(FrameOptions options, float[] samples) {
    this.options = options;
    this.samples = samples;
    dither = options.dither() == 0 ? null : new Dither(options.dither(), options.ditherSeed());
    copy = new float[options.length()];
  }

  /** Goes to a frame: {@link #source} has its samples from {@link #offset} on. */
  void read(int frame) {
    long start = options.start(frame);
    if (dither == null && start >= 0 && start + options.length() <= samples.length) {
      source = samples;
      offset = (int) start;
      return;
    }
    source = copy;
    offset = 0;
    for (int i = 0; i < copy.length; i++) {
      copy[i] = samples[reflected(start + i)];
    }
    if (dither != null) {
      dither.addTo(copy, frame);
    }
  }

  float[] source() {
    return source;
  }

  int offset() {
    return offset;
  }

  /** Index of the sample that stands in for one before the start or after the end of the clip. */
  private int reflected(long index) {
    long inside = Math.floorMod(index, 2L * samples.length);
    return (int) (inside < samples.length ? inside : 2L * samples.length - 1 - inside);
  }
}
