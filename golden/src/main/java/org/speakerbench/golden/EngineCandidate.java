package org.speakerbench.golden;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.EmbeddingModel;

/** The engine, by the same public types that a service uses. */
final class EngineCandidate implements Candidate {
  private final Fbank fbank;

  EngineCandidate(FbankOptions options) {
    fbank = new Fbank(options);
  }

  @Override
  public Waveform decode(byte[] wav) throws IOException {
    return WavReader.decode(new ByteArrayInputStream(wav), "WAV").waveform();
  }

  @Override
  public Features fbank(Waveform clip) {
    return fbank.compute(clip);
  }

  @Override
  public Features normalise(Features raw) {
    return raw.meanNormalized();
  }

  @Override
  public float[] embed(EmbeddingModel model, Features normalised) {
    return model.embed(normalised);
  }

  /** As a service does it; the embedder is left open because closing it would close the model. */
  @Override
  @SuppressWarnings("resource")
  public float[] endToEnd(EmbeddingModel model, byte[] wav) throws IOException {
    return new SpeakerEmbedder(fbank, model).embed(decode(wav));
  }
}
