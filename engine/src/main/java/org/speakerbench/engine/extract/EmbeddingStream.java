package org.speakerbench.engine.extract;

import java.util.Arrays;
import java.util.function.Function;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.FbankStream;
import org.speakerbench.engine.fbank.Features;

/**
 * The embedding of a clip that comes in pieces, for example while somebody speaks: the same bits as
 * {@link SpeakerEmbedder#embed(Waveform)} gives for all of it at once.
 *
 * <pre>{@code
 * EmbeddingStream stream = embedder.stream(16_000);
 * stream.accept(piece); // float[], short[] or byte[], as they come
 * float[] soFar = stream.embedding(); // at any time
 * stream.accept(next);
 * float[] embedding = stream.finish(); // the same bits as of the whole clip at once
 * }</pre>
 *
 * <p>Keeps the features, 32 KB a second in the standard front end, and less than a second of
 * samples; pieces are copied. A stream whose audio is refused for a {@link BadSampleException} is
 * of no use afterwards. Each stream is for one thread at a time; an embedder has as many as it is
 * asked for.
 */
public final class EmbeddingStream {
  /** Frames are computed so many at a time: one by one they would not fill the vectors. */
  private static final int BLOCK_FRAMES = 64;

  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  /** Raw features to their embedding. */
  private final Function<Features, float[]> model;

  private final FbankStream fbank;
  private final int dim;
  private final int sampleRateHz;

  /** Raw features, [frames, dim], of the frames that were computed. */
  private float[] features;

  private int frames;
  private long samples;

  private final Stillness stillness = new Stillness();

  /** The first byte of a sample whose second has not come, or none. */
  private byte[] rest = {};

  EmbeddingStream(Function<Features, float[]> model, FbankStream fbank, int dim, int sampleRateHz) {
    this.model = model;
    this.fbank = fbank;
    this.dim = dim;
    this.sampleRateHz = sampleRateHz;
    features = new float[BLOCK_FRAMES * dim];
  }

  /** Takes the next samples, in [-1, 1). */
  public void accept(float[] piece) {
    accept(piece, 0, piece.length);
  }

  /**
   * Takes the next samples, in [-1, 1): {@code length} of an array, from {@code start} on.
   *
   * @throws BadSampleException if a sample is not finite, which is found when its frame is
   *     computed; or if half a sample came before
   * @throws IllegalStateException after {@link #finish}
   */
  public void accept(float[] piece, int start, int length) {
    requireWhole();
    take(piece, start, length);
  }

  /** Takes the next samples, 16-bit PCM: see {@link Waveform#ofPcm16(short[], int)}. */
  public void accept(short[] pcm) {
    accept(pcm, 0, pcm.length);
  }

  /** The same of {@code length} integers of an array, from {@code start} on. */
  public void accept(short[] pcm, int start, int length) {
    accept(Waveform.ofPcm16(pcm, start, length, sampleRateHz).samples());
  }

  /** Takes the next bytes of 16-bit PCM: see {@link Waveform#ofPcm16(byte[], int)}. */
  public void accept(byte[] pcm) {
    accept(pcm, 0, pcm.length);
  }

  /**
   * The same of {@code length} bytes of an array, from {@code start} on. They may end inside a
   * sample, as what comes from a socket does: the next bytes go on there.
   */
  public void accept(byte[] pcm, int start, int length) {
    byte[] bytes = Arrays.copyOf(rest, rest.length + length);
    System.arraycopy(pcm, start, bytes, rest.length, length);
    int whole = bytes.length / Short.BYTES;
    take(Waveform.ofPcm16(bytes, 0, whole * Short.BYTES, sampleRateHz).samples(), 0, whole);
    rest = Arrays.copyOfRange(bytes, whole * Short.BYTES, bytes.length);
  }

  private void take(float[] piece, int start, int length) {
    fbank.accept(piece, start, length);
    stillness.accept(piece, start, length);
    samples += length;
    if (fbank.available() >= BLOCK_FRAMES) {
      compute();
    }
  }

  private void requireWhole() {
    if (rest.length > 0) {
      throw new BadSampleException(samples, "is cut: found 1 byte of 16-bit PCM, expected 2");
    }
  }

  private void compute() {
    int total = Math.addExact(frames, fbank.available());
    Features.requireArray(total, dim);
    if (total * dim > features.length) {
      long doubled = Math.min(2L * features.length, MAX_VALUES);
      features = Arrays.copyOf(features, (int) Math.max(total * dim, doubled));
    }
    Features next = fbank.read();
    System.arraycopy(next.data(), 0, features, frames * dim, next.frames() * dim);
    frames = total;
  }

  /** Length of the audio that came, in seconds. */
  public double durationSeconds() {
    return samples / (double) sampleRateHz;
  }

  /**
   * The embedding of what is there, [dim]; more audio may come afterwards. Where the options do not
   * snip edges, the last frames wait for {@link #finish}.
   *
   * @throws ClipTooShortException if there are too few frames
   * @throws BadSampleException if a sample is not finite
   * @throws IllegalStateException if the embedder is closed
   */
  public float[] embedding() {
    compute();
    return model.apply(new Features(frames, dim, features));
  }

  /**
   * Says that the clip has ended, and returns its embedding, [dim]. One in which nothing is to be
   * heard draws a warning in the log.
   *
   * @throws ClipTooShortException if it has too few samples or frames
   * @throws BadSampleException if a sample is not finite, or only half of the last one came
   * @throws IllegalStateException if the embedder is closed
   */
  public float[] finish() {
    requireWhole();
    fbank.finish();
    float[] embedding = embedding();
    stillness.note(sampleRateHz);
    return embedding;
  }
}
