package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;

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
 * Safe for use by many threads.
 */
public final class SpeakerEmbedder implements AutoCloseable {
  private final Fbank fbank;
  private final EmbeddingModel model;

  /**
   * Joins a front end and a model. The embedder owns the model: closing it closes the model, and so
   * does failing here.
   *
   * @throws SpeakerbenchException if the model takes other features than the front end gives
   */
  public SpeakerEmbedder(Fbank fbank, EmbeddingModel model) {
    this.fbank = fbank;
    this.model = model;
    String misfit = misfit(fbank.options(), model);
    if (misfit != null) {
      model.close();
      throw new SpeakerbenchException(misfit + " for model " + model.spec().name());
    }
  }

  private static String misfit(FbankOptions options, EmbeddingModel model) {
    int bins = model.featureBins();
    if (bins > 0 && bins != options.dim()) {
      return "the FBank configuration gives "
          + options.dim()
          + " values a frame (num_bins"
          + (options.useEnergy() ? " and use_energy" : "")
          + "), expected "
          + bins;
    }
    int rate = model.spec().sampleRateHz();
    if (rate > 0 && rate != options.sampleRateHz()) {
      return "the FBank configuration is for "
          + options.sampleRateHz()
          + " Hz (sample_freq), expected "
          + rate
          + " Hz";
    }
    return null;
  }

  /** Opens a model file with the standard front end, {@link FbankOptions#STANDARD}. */
  public static SpeakerEmbedder open(Path onnx) {
    return new SpeakerEmbedder(new Fbank(FbankOptions.STANDARD), EmbeddingModel.open(onnx));
  }

  /** Embedding of a WAV file, [dim]. */
  public float[] embed(Path wav) throws IOException {
    return embed(WavReader.read(wav));
  }

  /**
   * Embedding of a clip, [dim].
   *
   * @throws SpeakerbenchException if the clip is too short or has another sample rate
   */
  public float[] embed(Waveform clip) {
    return model.embed(fbank.compute(clip).meanNormalized());
  }

  public Fbank fbank() {
    return fbank;
  }

  public EmbeddingModel model() {
    return model;
  }

  @Override
  public void close() {
    model.close();
  }
}
