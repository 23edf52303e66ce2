package org.speakerbench.golden.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;

/** The engine, by the same public types that a service uses. */
final class EngineCandidate implements Candidate {
  private final Map<FbankOptions, Fbank> fbanks = new ConcurrentHashMap<>();

  @Override
  public Waveform decode(byte[] wav) throws IOException {
    return WavReader.decode(new ByteArrayInputStream(wav), "WAV").waveform();
  }

  @Override
  public Features fbank(Waveform clip, FbankOptions frontEnd) {
    return fbank(frontEnd).compute(clip);
  }

  private Fbank fbank(FbankOptions frontEnd) {
    return fbanks.computeIfAbsent(frontEnd, Fbank::new);
  }

  @Override
  public Features normalise(Features raw) {
    return raw.meanNormalized();
  }

  @Override
  public float[] embed(EmbeddingModel model, Features normalised) {
    return model.embed(normalised);
  }

  @Override
  public float[][] embedBatch(EmbeddingModel model, List<Features> batch) {
    return model.embed(batch);
  }

  /**
   * As a service does it; the embedder is left open because closing it would close the model.
   *
   * @throws SpeakerbenchException if the model says that it takes another front end: a service
   *     would run it with that
   */
  @Override
  @SuppressWarnings("resource")
  public float[] endToEnd(EmbeddingModel model, byte[] wav, FrontEnd frontEnd) throws IOException {
    model.spec().requireAgrees(frontEnd, "the golden pack");
    return new SpeakerEmbedder(frontEnd, model).embed(decode(wav));
  }
}
