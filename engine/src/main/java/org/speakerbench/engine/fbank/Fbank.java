package org.speakerbench.engine.fbank;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.Resampler;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.internal.kernel.DoubleEngine;
import org.speakerbench.engine.fbank.internal.kernel.FloatEngine;
import org.speakerbench.engine.fbank.internal.kernel.FrameEngine;
import org.speakerbench.engine.fbank.internal.kernel.LogMelPlan;
import org.speakerbench.engine.fbank.internal.kernel.VectorKernels;
import org.speakerbench.engine.fbank.internal.transform.MelBanks;

/**
 * Kaldi's log-mel filter bank ({@code feature-window.cc}, {@code feature-fbank.cc}), raw: the mean
 * over frames is not subtracted, see {@link Features#meanNormalized()}.
 *
 * <p>Frames of an FFT of 512 points, which is what speaker models take, are computed in float, with
 * vector instructions where the JVM has them; frames of other sizes and with rarer options in
 * double. A frame's features are the same bits whatever the thread, the provider of vector
 * instructions, the frames computed with it and its place in the clip. Immutable and safe for use
 * by many threads. A call allocates its result only and, if it resamples, the clip at the new rate.
 */
public final class Fbank {
  /** Idle engines that are kept. A thread takes one for a call; more threads make more. */
  private static final int KEPT_ENGINES = 64;

  private final FbankOptions options;
  private final Supplier<FrameEngine> newEngine;
  private final ArrayBlockingQueue<FrameEngine> idle = new ArrayBlockingQueue<>(KEPT_ENGINES);

  /** With the provider that the system property {@value FbankProvider#PROPERTY} names, or any. */
  public Fbank(FbankOptions options) {
    this(options, FbankProvider.configured());
  }

  /**
   * With a provider.
   *
   * @throws SpeakerbenchException if the mel filters do not fit the FFT, or this JVM does not have
   *     the provider; the message says why
   */
  public Fbank(FbankOptions options, FbankProvider provider) {
    this.options = options;
    FrameOptions frame = options.frame();
    MelBanks mel = MelBanks.of(options.mel(), frame.sampleRateHz(), frame.fftSize());
    if (mel.firstEmpty() >= 0) {
      throw new SpeakerbenchException(
          "num_bins is "
              + options.mel().bins()
              + ", expected fewer"
              + (options.mel().warps() ? ", or a vtln_warp nearer to 1" : "")
              + ": with an FFT of "
              + frame.fftSize()
              + " points mel filter "
              + mel.firstEmpty()
              + " covers no frequency");
    }
    if (LogMelPlan.covers(options)) {
      LogMelPlan plan = LogMelPlan.of(options, mel);
      newEngine =
          switch (provider) {
            case AUTO -> () -> FloatEngine.automatic(plan, options);
            case PLAIN -> () -> FloatEngine.plain(plan, options);
            case VECTOR -> () -> FloatEngine.vector(plan, options);
          };
      idle.add(newEngine.get()); // fails here if it cannot be had
    } else {
      newEngine = DoubleEngine.supplier(options, mel);
    }
  }

  /**
   * Has the fastest provider compiled now, and returns when it is: for services that want no slow
   * first seconds, and for benchmarks. Takes a second or two, once in a JVM.
   *
   * @return what {@link FbankProvider#AUTO} uses from now on, and why
   */
  public static String warmUp() throws InterruptedException {
    VectorKernels.await();
    return VectorKernels.state();
  }

  /** The options this was made with. */
  public FbankOptions options() {
    return options;
  }

  /**
   * Raw features of a clip, [frames, dim]: the mel bins, and the log energy before or after them if
   * the options ask for it. A clip of another sample rate is resampled where they allow it.
   *
   * @throws SampleRateException if the clip has another sample rate
   * @throws BadSampleException if a sample is not finite
   * @throws ClipTooShortException if it has too few samples for one frame
   */
  public Features compute(Waveform clip) {
    Waveform own = resampled(clip);
    int frames = framesOf(own, clip);
    float[] data = new float[frames * options.dim()];
    compute(own, clip, frames, data);
    return new Features(frames, options.dim(), data);
  }

  /**
   * The same into the caller's array, [frames, dim] from its start.
   *
   * @return the number of frames
   * @throws IllegalArgumentException if the array is too short
   */
  public int compute(Waveform clip, float[] out) {
    Waveform own = resampled(clip);
    int frames = framesOf(own, clip);
    if (out.length < frames * options.dim()) {
      throw new IllegalArgumentException(
          "array of " + out.length + " values for " + frames + " frames of " + options.dim());
    }
    compute(own, clip, frames, out);
    return frames;
  }

  private int framesOf(Waveform own, Waveform clip) {
    int frames = options.frame().count(own.samples().length);
    if (frames == 0) {
      throw ClipTooShortException.samples(clip.samples().length, minSamples(clip.sampleRateHz()));
    }
    Features.requireArray(frames, options.dim());
    return frames;
  }

  private void compute(Waveform own, Waveform clip, int frames, float[] out) {
    float[] samples = own.samples();
    FrameEngine engine = takeEngine();
    engine.samples().set(samples, 0, samples.length, samples.length);
    boolean finite = engine.compute(0, frames, out, 0);
    giveBack(engine);
    if (!finite) {
      throw BadSamples.in(clip.samples(), 0, clip.samples().length, 0);
    }
  }

  /** An engine for one call; {@link #giveBack} ends the loan. */
  FrameEngine takeEngine() {
    FrameEngine engine = idle.poll();
    return engine == null ? newEngine.get() : engine;
  }

  void giveBack(FrameEngine engine) {
    engine.samples().set(null, 0, 0, 0);
    idle.offer(engine);
  }

  /** FBank of a clip that comes in pieces, for example while somebody speaks. */
  public FbankStream stream() {
    return new FbankStream(this);
  }

  /**
   * The same, for audio of a sample rate.
   *
   * @throws SampleRateException if it is not that of the options; a stream is never resampled
   */
  public FbankStream stream(int sampleRateHz) {
    if (sampleRateHz != options.sampleRateHz()) {
      throw new SampleRateException(
          sampleRateHz, options.sampleRateHz(), "audio in pieces is not resampled");
    }
    return stream();
  }

  private Waveform resampled(Waveform clip) {
    double rate = options.sampleRateHz();
    if (clip.sampleRateHz() == rate) {
      return clip;
    }
    if (!options.frame().accepts(clip.sampleRateHz())) {
      throw new SampleRateException(clip.sampleRateHz(), rate);
    }
    if (rate != (int) rate) {
      throw new SpeakerbenchException(
          "sample_freq is "
              + rate
              + " Hz, expected a whole number of Hz to resample a clip of "
              + clip.sampleRateHz()
              + " Hz to");
    }
    return Resampler.resample(clip, (int) rate);
  }

  /** Fewest samples of a clip of some rate that give a frame. */
  private int minSamples(int rateHz) {
    return (int) ((options.frame().minSamples() - 1) * (rateHz / options.sampleRateHz())) + 1;
  }
}
