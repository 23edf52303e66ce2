package org.speakerbench.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.EmbeddingModel;

/**
 * A candidate like the real one but for one step. Its whole path is the default one, so that the
 * broken step is part of it.
 */
final class Control implements Candidate {

  /** A step that turns one thing into another. */
  interface Step<T, R> {
    R apply(T input) throws IOException;
  }

  /** A step that needs the model. */
  interface ModelStep<T> {
    float[] apply(EmbeddingModel model, T input) throws IOException;
  }

  private final Candidate engine;
  private final Step<byte[], Waveform> decode;
  private final Step<Waveform, Features> fbank;
  private final Step<Features, Features> normalise;
  private final ModelStep<Features> embed;
  private final ModelStep<byte[]> endToEnd;

  private Control(
      Candidate engine,
      Step<byte[], Waveform> decode,
      Step<Waveform, Features> fbank,
      Step<Features, Features> normalise,
      ModelStep<Features> embed,
      ModelStep<byte[]> endToEnd) {
    this.engine = engine;
    this.decode = decode;
    this.fbank = fbank;
    this.normalise = normalise;
    this.embed = embed;
    this.endToEnd = endToEnd;
  }

  /** A control that changes nothing yet. */
  static Control of(Candidate engine) {
    return new Control(
        engine, engine::decode, engine::fbank, engine::normalise, engine::embed, null);
  }

  Control decode(Step<byte[], Waveform> other) {
    return new Control(engine, other, fbank, normalise, embed, endToEnd);
  }

  Control fbank(Step<Waveform, Features> other) {
    return new Control(engine, decode, other, normalise, embed, endToEnd);
  }

  Control normalise(Step<Features, Features> other) {
    return new Control(engine, decode, fbank, other, embed, endToEnd);
  }

  Control embed(ModelStep<Features> other) {
    return new Control(engine, decode, fbank, normalise, other, endToEnd);
  }

  Control endToEnd(ModelStep<byte[]> other) {
    return new Control(engine, decode, fbank, normalise, embed, other);
  }

  @Override
  public Waveform decode(byte[] wav) throws IOException {
    return decode.apply(wav);
  }

  @Override
  public Features fbank(Waveform clip) {
    return unchecked(fbank, clip);
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
  public float[] endToEnd(EmbeddingModel model, byte[] wav) throws IOException {
    return endToEnd == null ? Candidate.super.endToEnd(model, wav) : endToEnd.apply(model, wav);
  }

  private static <T, R> R unchecked(Step<T, R> step, T input) {
    try {
      return step.apply(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
