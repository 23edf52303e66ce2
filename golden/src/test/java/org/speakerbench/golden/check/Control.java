package org.speakerbench.golden.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;

/**
 * A candidate like the real one but for one step. Its whole path is the default one, so that the
 * broken step is part of it.
 */
public final class Control implements Candidate {

  /** A step that turns one thing into another. */
  public interface Step<T, R> {
    R apply(T input) throws IOException;
  }

  /** The step that needs the front end. */
  public interface FrontEndStep {
    Features apply(Waveform clip, FbankOptions frontEnd) throws IOException;
  }

  /** A step that needs the model. */
  public interface ModelStep<T> {
    float[] apply(EmbeddingModel model, T input) throws IOException;
  }

  /** Several clips at once. */
  public interface BatchStep {
    float[][] apply(EmbeddingModel model, List<Features> batch);
  }

  private final Candidate engine;
  private final Step<byte[], Waveform> decode;
  private final FrontEndStep fbank;
  private final Step<Features, Features> normalise;
  private final ModelStep<Features> embed;
  private final BatchStep embedBatch;
  private final ModelStep<byte[]> endToEnd;

  private Control(
      Candidate engine,
      Step<byte[], Waveform> decode,
      FrontEndStep fbank,
      Step<Features, Features> normalise,
      ModelStep<Features> embed,
      BatchStep embedBatch,
      ModelStep<byte[]> endToEnd) {
    this.engine = engine;
    this.decode = decode;
    this.fbank = fbank;
    this.normalise = normalise;
    this.embed = embed;
    this.embedBatch = embedBatch;
    this.endToEnd = endToEnd;
  }

  /** A control that changes nothing yet. */
  public static Control of(Candidate engine) {
    return new Control(
        engine, engine::decode, engine::fbank, engine::normalise, engine::embed, null, null);
  }

  public Control decode(Step<byte[], Waveform> other) {
    return new Control(engine, other, fbank, normalise, embed, embedBatch, endToEnd);
  }

  public Control fbank(FrontEndStep other) {
    return new Control(engine, decode, other, normalise, embed, embedBatch, endToEnd);
  }

  public Control normalise(Step<Features, Features> other) {
    return new Control(engine, decode, fbank, other, embed, embedBatch, endToEnd);
  }

  public Control embed(ModelStep<Features> other) {
    return new Control(engine, decode, fbank, normalise, other, embedBatch, endToEnd);
  }

  public Control embedBatch(BatchStep other) {
    return new Control(engine, decode, fbank, normalise, embed, other, endToEnd);
  }

  public Control endToEnd(ModelStep<byte[]> other) {
    return new Control(engine, decode, fbank, normalise, embed, embedBatch, other);
  }

  @Override
  public Waveform decode(byte[] wav) throws IOException {
    return decode.apply(wav);
  }

  @Override
  public Features fbank(Waveform clip, FbankOptions frontEnd) {
    return unchecked(input -> fbank.apply(input, frontEnd), clip);
  }

  @Override
  public Features normalise(Features raw) {
    return unchecked(normalise, raw);
  }

  @Override
  public float[] embed(EmbeddingModel model, Features normalised) {
    return unchecked(input -> embed.apply(model, input), normalised);
  }

  @Override
  public float[][] embedBatch(EmbeddingModel model, List<Features> batch) {
    return embedBatch == null
        ? Candidate.super.embedBatch(model, batch)
        : embedBatch.apply(model, batch);
  }

  @Override
  public float[] endToEnd(EmbeddingModel model, byte[] wav, FrontEnd frontEnd) throws IOException {
    return endToEnd == null
        ? Candidate.super.endToEnd(model, wav, frontEnd)
        : endToEnd.apply(model, wav);
  }

  private static <T, R> R unchecked(Step<T, R> step, T input) {
    try {
      return step.apply(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
