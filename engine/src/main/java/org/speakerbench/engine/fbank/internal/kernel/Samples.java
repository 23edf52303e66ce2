package org.speakerbench.engine.fbank.internal.kernel;

/** The samples of a clip, or the part of it that is at hand. */
public final class Samples {
  /** Length of a clip whose end has not come: longer than any. */
  public static final long UNKNOWN = Long.MAX_VALUE / 4;

  private float[] values;
  private long base;
  private long end;
  private long total;

  /**
   * Points to samples.
   *
   * @param values samples, of which the first is number {@code base} of the clip
   * @param count how many of them there are
   * @param total samples of the whole clip, or {@link #UNKNOWN}
   */
  public void set(float[] values, long base, int count, long total) {
    this.values = values;
    this.base = base;
    this.end = base + count;
    this.total = total;
  }

  float[] values() {
    return values;
  }

  /** Number of the sample after the last one at hand. */
  long end() {
    return end;
  }

  /** Index in {@link #values} of a sample of the clip. */
  int indexOf(long sample) {
    return (int) (sample - base);
  }

  /**
   * The sample of a number, which may be before the start or after the end of the clip: there the
   * clip is reflected, so that -1 is 0, and as often as it takes.
   */
  float reflected(long number) {
    long inside = Math.floorMod(number, 2 * total);
    return values[indexOf(inside < total ? inside : 2 * total - 1 - inside)];
  }
}
