package org.speakerbench.engine.fbank;

import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.internal.kernel.FrameEngine;
import org.speakerbench.engine.fbank.internal.kernel.Samples;

/**
 * FBank of a clip that comes in pieces: the same bits as {@link Fbank#compute} gives for all of it
 * at once, each frame as soon as its samples are there.
 *
 * <pre>{@code
 * FbankStream stream = fbank.stream();
 * while (more audio) {
 *   stream.accept(samples);
 *   Features features = stream.read(); // the frames that are complete now, possibly none
 * }
 * stream.finish();
 * Features last = stream.read(); // without snip_edges some frames wait for the end
 * }</pre>
 *
 * <p>Keeps the samples of frames that were not read, and of one more; all else is borrowed from the
 * {@link Fbank} while frames are read, so that a thousand streams cost their samples only. Samples
 * are at the rate of the options. For one thread at a time.
 */
public final class FbankStream {
  private static final int FIRST_CAPACITY = 4096;

  private final Fbank fbank;
  private final FrameOptions framing;
  private final int dim;

  /** Samples from number {@code base} of the clip on. */
  private float[] buffer = new float[FIRST_CAPACITY];

  private int count;
  private long base;
  private long next;
  private boolean finished;

  FbankStream(Fbank fbank) {
    this.fbank = fbank;
    framing = fbank.options().frame();
    dim = fbank.options().dim();
  }

  /** Takes the next samples of the clip; they are copied. */
  public void accept(float[] samples) {
    accept(samples, 0, samples.length);
  }

  /**
   * Takes the next samples of the clip: {@code length} of an array, from {@code start} on.
   *
   * @throws IllegalStateException after {@link #finish}
   */
  public void accept(float[] samples, int start, int length) {
    if (finished) {
      throw new IllegalStateException("the clip is finished, expected no more samples");
    }
    makeRoom(length);
    System.arraycopy(samples, start, buffer, count, length);
    count += length;
  }

  private void makeRoom(int length) {
    if (count + length <= buffer.length) {
      return;
    }
    int done = (int) Math.min(count, Math.max(0, framing.start(next) - base));
    int kept = count - done;
    float[] target =
        kept + length <= buffer.length
            ? buffer
            : new float[Math.max(Math.addExact(kept, length), 2 * buffer.length)];
    System.arraycopy(buffer, done, target, 0, kept);
    buffer = target;
    base += done;
    count = kept;
  }

  /**
   * Says that the clip has ended.
   *
   * @throws ClipTooShortException if it has too few samples for one frame
   */
  public void finish() {
    long total = base + count;
    if (framing.count(total) == 0) {
      throw ClipTooShortException.samples((int) total, framing.minSamples());
    }
    finished = true;
  }

  /** How many frames are complete and were not read. */
  public int available() {
    long received = base + count;
    long complete;
    if (finished) {
      complete = framing.count(received);
    } else {
      long beforeFirst = framing.start(0);
      long whole = received - beforeFirst - framing.length();
      complete = whole < 0 ? 0 : whole / framing.shift() + 1;
    }
    return (int) (complete - next);
  }

  /** Samples that the buffer holds at most before it grows. */
  int capacity() {
    return buffer.length;
  }

  /** Features of all frames that are available, [frames, dim]; there may be none. */
  public Features read() {
    int frames = available();
    float[] out = new float[frames * dim];
    read(out);
    return new Features(frames, dim, out);
  }

  /**
   * Features of frames that are available, as many as the array holds, [frames, dim].
   *
   * @return the number of frames
   * @throws BadSampleException if a sample is not finite
   */
  public int read(float[] out) {
    int frames = Math.min(available(), out.length / dim);
    if (frames == 0) {
      return 0;
    }
    FrameEngine engine = fbank.takeEngine();
    engine.samples().set(buffer, base, count, finished ? base + count : Samples.UNKNOWN);
    boolean finite = engine.compute(next, frames, out, 0);
    fbank.giveBack(engine);
    if (!finite) {
      throw BadSamples.in(buffer, 0, count, base);
    }
    next += frames;
    return frames;
  }
}
