package org.speakerbench.engine.fbank.internal.kernel;

import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.internal.transform.Dither;

/**
 * The samples of each frame (Kaldi's {@code ExtractWindow}). Most frames are read where they lie;
 * one that reaches over an end of the clip, where the samples are reflected, or gets noise, is
 * copied first.
 */
final class FrameReader {
  private final FrameOptions options;
  private final Samples samples;
  private final Dither dither;
  private final float[] copy;
  private float[] source;
  private int offset;

  FrameReader(FrameOptions options, SampleScale scale, Samples samples) {
    this.options = options;
    this.samples = samples;
    dither =
        options.dither() == 0
            ? null
            : new Dither(options.dither() / scale.factor(), options.ditherSeed());
    copy = new float[options.length()];
  }

  /** Goes to a frame: {@link #source} has its samples from {@link #offset} on. */
  void read(long frame) {
    long start = options.start(frame);
    if (asTheyAre(frame, frame + 1) == 1) {
      source = samples.values();
      offset = samples.indexOf(start);
      return;
    }
    source = copy;
    offset = 0;
    for (int i = 0; i < copy.length; i++) {
      copy[i] = samples.reflected(start + i);
    }
    if (dither != null) {
      dither.addTo(copy, frame);
    }
  }

  /**
   * How many of the frames from {@code frame} to {@code end - 1}, counted from the first, are read
   * where they lie: none of their samples is reflected, and there is no noise.
   */
  int asTheyAre(long frame, long end) {
    if (dither != null || options.start(frame) < 0) {
      return 0;
    }
    long last = end;
    while (last > frame && options.start(last - 1) + options.length() > samples.end()) {
      last--;
    }
    return (int) (last - frame);
  }

  float[] source() {
    return source;
  }

  int offset() {
    return offset;
  }
}
