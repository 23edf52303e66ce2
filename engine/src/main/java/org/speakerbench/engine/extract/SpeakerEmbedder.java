package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.DecodedWav;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.SampleRateException;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * One clip to one embedding: FBank, mean normalisation, model.
 *
 * <pre>{@code
 * try (SpeakerEmbedder embedder = SpeakerEmbedder.open(Path.of("model.onnx"))) {
 *   float[] a = embedder.embed(Path.of("a.wav"));
 *   float[] b = embedder.embed(Path.of("b.wav"));
 *   double score = Cosine.similarity(a, b);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Closing waits for the model to finish what it computes; a call
 * that comes to the model after that, and every later one, throws {@link IllegalStateException}. An
 * interrupt does not stop a computation and stays set; reading a file in an interrupted thread
 * throws {@link WavException}, caused by {@link java.nio.channels.ClosedByInterruptException}.
 *
 * <p>A clip of ten minutes and more is warned of with the memory that it takes; what it took beyond
 * a minute's goes back to the system after it.
 */
public final class SpeakerEmbedder implements AutoCloseable {
  /** Longest array; beyond it FBank says what is wrong. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

  private static final Logger LOG = LoggerFactory.getLogger(SpeakerEmbedder.class);

  private final Fbank fbank;
  private final MeanNormalization mean;
  private final EmbeddingModel model;

  /**
   * Arrays for features that no call uses at the moment; they grow to the longest clip that is
   * kept.
   */
  private final ConcurrentLinkedDeque<float[]> idle = new ConcurrentLinkedDeque<>();

  /** A model with its own front end. The embedder owns the model: closing it closes the model. */
  public SpeakerEmbedder(EmbeddingModel model) {
    this(model.spec().frontEnd(), model);
  }

  /**
   * A model with a front end, which should be its own, see {@link EmbeddingModel#spec}: only that
   * the features fit the model is checked. The embedder owns the model: closing it closes the
   * model, and so does failing here.
   *
   * @throws SpeakerbenchException if the model takes other features than the front end gives
   */
  public SpeakerEmbedder(FrontEnd frontEnd, EmbeddingModel model) {
    this(fbank(frontEnd.fbank(), model), frontEnd.mean(), model);
  }

  /**
   * The same with an FBank that others use too, and the normalisation that the model expects.
   *
   * @throws SpeakerbenchException if the model takes other features than FBank gives, or its
   *     sidecar or metadata say otherwise of one of its options
   */
  public SpeakerEmbedder(Fbank fbank, EmbeddingModel model) {
    this(fbank, model.spec().frontEnd().mean(), model);
    try {
      model.spec().requireStated(fbank.options(), "FBank");
    } catch (SpeakerbenchException e) {
      model.close();
      throw e;
    }
  }

  private SpeakerEmbedder(Fbank fbank, MeanNormalization mean, EmbeddingModel model) {
    this.fbank = fbank;
    this.mean = mean;
    this.model = model;
    String misfit = misfit(fbank.options(), model.spec());
    if (misfit != null) {
      model.close();
      throw new SpeakerbenchException(misfit + " for model " + model.spec().name());
    }
  }

  private static Fbank fbank(FbankOptions options, EmbeddingModel model) {
    try {
      return new Fbank(options);
    } catch (SpeakerbenchException e) {
      model.close();
      throw e;
    }
  }

  private static String misfit(FbankOptions options, ModelSpec spec) {
    int bins = spec.featureBins();
    if (bins > 0 && bins != options.dim()) {
      return "the FBank configuration gives "
          + options.dim()
          + " values a frame (num_bins"
          + (options.useEnergy() ? " and use_energy" : "")
          + "), expected "
          + bins;
    }
    String rate = FbankKey.SAMPLE_FREQ.key();
    double expected = spec.frontEnd().fbank().sampleRateHz();
    if (spec.source(rate).states() && expected != options.sampleRateHz()) {
      return "the FBank configuration is for "
          + options.sampleRateHz()
          + " Hz ("
          + rate
          + "), expected "
          + Math.round(expected)
          + " Hz";
    }
    return null;
  }

  /** Opens a model file with its own front end. */
  public static SpeakerEmbedder open(Path onnx) {
    return new SpeakerEmbedder(EmbeddingModel.open(onnx));
  }

  /**
   * Embedding of a WAV or FLAC file, [dim].
   *
   * @throws WavException if it cannot be read
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public float[] embed(Path wav) throws IOException {
    return embed(wav, ClipReader.MONO);
  }

  /**
   * The same of what a reader takes, which may be a channel of several.
   *
   * @throws WavException if it cannot be read
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public float[] embed(Path wav, ClipReader reader) throws IOException {
    return embed(reader.decode(wav), wav.toString());
  }

  /**
   * Embedding of a WAV or FLAC file that comes as a stream, for example what was sent to a server,
   * [dim]. It is read to the stream's end into memory, 2 GB at most; anything else is refused after
   * its first bytes. The stream stays open: who opened it closes it.
   *
   * @throws WavException if it cannot be read
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public float[] embed(InputStream wav) throws IOException {
    return embed(wav, ClipReader.MONO);
  }

  /**
   * The same of what a reader takes, which may be a channel of several.
   *
   * @throws WavException if it cannot be read
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public float[] embed(InputStream wav, ClipReader reader) throws IOException {
    String name = "WAV stream";
    return embed(reader.decode(wav, name), name);
  }

  /** Its warnings are told with its name. */
  private float[] embed(DecodedWav clip, String name) {
    List<String> notes = new ArrayList<>(clip.info().warnings());
    float[] embedding = ClipNotes.collect(notes, () -> embed(clip.waveform()));
    if (!notes.isEmpty()) {
      ClipNotes.add(name + ": " + String.join("; ", notes));
    }
    return embedding;
  }

  /**
   * Embedding of 16-bit PCM, [dim]: the same bits as of a WAV file of these integers.
   *
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public float[] embed(short[] pcm, int sampleRateHz) {
    return embed(Waveform.ofPcm16(pcm, sampleRateHz));
  }

  /**
   * Embedding of 16-bit PCM in little-endian bytes without a header, one channel, [dim]: the same
   * bits as of a WAV file of these bytes. A WAV file in memory goes in as a stream.
   *
   * @throws BadSampleException if the number of bytes is odd
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public float[] embed(byte[] pcm, int sampleRateHz) {
    return embed(Waveform.ofPcm16(pcm, sampleRateHz));
  }

  /**
   * Embedding of a clip, [dim]. One in which nothing is to be heard draws a warning in the log.
   *
   * @throws SampleRateException if it has another sample rate than the front end takes
   * @throws ClipTooShortException if it has too few samples for a frame, or frames for the model
   * @throws BadSampleException if a sample is not finite
   * @throws SpeakerbenchException if the embedding is not finite or zero: it could not be compared
   * @throws IllegalStateException if the embedder is closed
   */
  public float[] embed(Waveform clip) {
    float[] embedding = embedAny(clip);
    Stillness stillness = new Stillness();
    stillness.accept(clip.samples(), 0, clip.samples().length);
    stillness.note(clip.sampleRateHz());
    return embedding;
  }

  private float[] embedAny(Waveform clip) {
    FrameOptions frame = fbank.options().frame();
    int dim = fbank.options().dim();
    long values = (long) frame.count(clip.samples().length) * dim;
    if (clip.sampleRateHz() != frame.sampleRateHz() || values > MAX_VALUES) {
      return model.embedRaw(fbank.compute(clip), mean);
    }
    if (values > (long) dim * EmbeddingModel.KEPT_FRAMES) {
      foretell(clip, frame.count(clip.samples().length));
      return embed(clip, new float[(int) values]);
    }
    float[] features = idle.poll();
    if (features == null || features.length < values) {
      features = new float[(int) values];
    }
    try {
      return embed(clip, features);
    } finally {
      idle.push(features);
    }
  }

  /** Says what a long clip takes before it is taken. */
  private void foretell(Waveform clip, int frames) {
    if (clip.durationSeconds() >= LongClip.SECONDS) {
      LOG.warn("{}", LongClip.memory(clip, frames, fbank.options().dim(), model));
    }
  }

  private float[] embed(Waveform clip, float[] features) {
    int dim = fbank.options().dim();
    return model.embedRaw(new Features(fbank.compute(clip, features), dim, features), mean);
  }

  /**
   * The embedding of a clip that comes in pieces.
   *
   * @throws SampleRateException if the front end takes another sample rate; a stream is never
   *     resampled
   */
  public EmbeddingStream stream(int sampleRateHz) {
    return new EmbeddingStream(
        raw -> model.embedRaw(raw, mean),
        fbank.stream(sampleRateHz),
        fbank.options().dim(),
        sampleRateHz);
  }

  /**
   * What the model is fed with of a clip, [frames, dim].
   *
   * @throws SpeakerbenchException as {@link #embed(Waveform)}
   */
  public Features features(Waveform clip) {
    return mean.apply(fbank.compute(clip));
  }

  /** The front end. */
  public FrontEnd frontEnd() {
    return new FrontEnd(fbank.options(), mean);
  }

  /** The first step of the front end. */
  public Fbank fbank() {
    return fbank;
  }

  /** The model, which this closes. */
  public EmbeddingModel model() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }
}
