package org.speakerbench.golden.check;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/** What front ends and model runners do wrong, step by step. */
final class Mistakes {
  static final Candidate ENGINE = Candidate.engine();
  private static final GoldenPack PACK = GoldenPack.embedded();

  private Mistakes() {}

  // Decoding: WAV bytes to samples. The pack's WAVs have a header of 44 bytes and 16-bit samples.

  static Waveform scaled(Waveform clip, float factor) {
    float[] samples = clip.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= factor;
    }
    return new Waveform(samples, clip.sampleRateHz());
  }

  /** Rounded to the 11 bits of a half-precision number. */
  static Waveform float16(Waveform clip) {
    float[] samples = clip.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      int exponent = Math.max(-14, Math.getExponent(samples[i])) - 10;
      samples[i] = Math.scalb((float) Math.rint(Math.scalb(samples[i], -exponent)), exponent);
    }
    return new Waveform(samples, clip.sampleRateHz());
  }

  /** Read as the left channel of two. */
  static Waveform leftOfTwo(Waveform clip) {
    float[] samples = clip.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = clip.samples()[i & ~1];
    }
    return new Waveform(samples, clip.sampleRateHz());
  }

  static byte[] bytesSwapped(byte[] wav) {
    byte[] swapped = wav.clone();
    for (int i = 44; i + 1 < wav.length; i += 2) {
      swapped[i] = wav[i + 1];
      swapped[i + 1] = wav[i];
    }
    return swapped;
  }

  /** Later by some samples, with zeros at the start. */
  static Waveform late(Waveform clip, int by) {
    float[] samples = new float[clip.samples().length];
    System.arraycopy(clip.samples(), 0, samples, by, samples.length - by);
    return new Waveform(samples, clip.sampleRateHz());
  }

  /** Without some samples at the end. */
  static Waveform cut(Waveform clip, int by) {
    float[] samples = Arrays.copyOf(clip.samples(), clip.samples().length - by);
    return new Waveform(samples, clip.sampleRateHz());
  }

  /** One sample off by the least significant bit. */
  static Waveform touched(Waveform clip) {
    float[] samples = clip.samples().clone();
    samples[20_000] += 1 / 32768f;
    return new Waveform(samples, clip.sampleRateHz());
  }

  /** Another clip of the pack. */
  static byte[] other(byte[] wav) {
    GoldenClip first = PACK.clip("flite-awb");
    return Arrays.equals(wav, first.wavBytes())
        ? PACK.clip("flite-slt").wavBytes()
        : first.wavBytes();
  }

  // Features: samples to log-mel.

  /** The engine with other options than the clip asks for: parts of a fbank_config.json. */
  static Control.FrontEndStep option(String frame, String mel, String other) {
    FbankOptions wrong =
        FbankConfig.parse(
            ("{'FrameExtractionOptions':{'dither':0" + frame + "},'MelBanksOptions':{'num_bins':80")
                .concat(mel + "}" + other + "}")
                .replace('\'', '"'),
            "control");
    return (clip, right) -> ENGINE.fbank(clip, wrong);
  }

  static Control.FrontEndStep frame(String key, Object value) {
    return option(",'" + key + "':" + value, "", "");
  }

  static Control.FrontEndStep mel(String key, Object value) {
    return option("", ",'" + key + "':" + value, "");
  }

  static Control.FrontEndStep dither(double deviation) {
    return (clip, right) ->
        ENGINE.fbank(clip, right.withFrame(right.frame().withDither(deviation, 1)));
  }

  static Control.FrontEndStep window(String name) {
    return frame("window_type", "'" + name + "'");
  }

  /** The engine's features of other samples. */
  static Control.FrontEndStep on(Control.Step<Waveform, Waveform> change) {
    return (clip, frontEnd) -> ENGINE.fbank(change.apply(clip), frontEnd);
  }

  /** The engine's features, changed. */
  static Control.FrontEndStep then(Control.Step<Features, Features> change) {
    return (clip, frontEnd) -> change.apply(ENGINE.fbank(clip, frontEnd));
  }

  /** The engine's features by a wrong step, only the first frames of them. */
  static Control.FrontEndStep first(int frames, Control.FrontEndStep step) {
    return (clip, frontEnd) -> {
      Features features = step.apply(clip, frontEnd);
      return new Features(frames, features.bins(), features.data());
    };
  }

  /** The value of bin b in frame f at another place. */
  static Features transposed(Features features) {
    float[] data = new float[features.frames() * features.bins()];
    for (int f = 0; f < features.frames(); f++) {
      for (int b = 0; b < features.bins(); b++) {
        data[b * features.frames() + f] = features.at(f, b);
      }
    }
    return new Features(features.frames(), features.bins(), data);
  }

  static Features touched(Features features) {
    float[] data = features.data().clone();
    data[100 * features.bins() + 40] += 0.01f;
    return new Features(features.frames(), features.bins(), data);
  }

  /** Features minus their mean, several times. */
  static Features mean(Features features, int times) {
    float[] normalised = features.meanNormalized().data();
    float[] data = features.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] -= times * (features.data()[i] - normalised[i]);
    }
    return new Features(features.frames(), features.bins(), data);
  }

  /** Minus the mean, over the standard deviation. */
  static Features standardised(Features features) {
    Features normalised = features.meanNormalized();
    float[] data = normalised.data();
    int bins = features.bins();
    for (int b = 0; b < bins; b++) {
      double squares = 0;
      for (int f = 0; f < features.frames(); f++) {
        squares += Math.pow(data[f * bins + b], 2) / features.frames();
      }
      for (int f = 0; f < features.frames(); f++) {
        data[f * bins + b] /= (float) Math.sqrt(squares);
      }
    }
    return normalised;
  }

  /** Minus the mean over the bins of each frame. */
  static Features minusMeanOfFrames(Features features) {
    float[] data = features.data().clone();
    int bins = features.bins();
    for (int f = 0; f < features.frames(); f++) {
      double mean = 0;
      for (int b = 0; b < bins; b++) {
        mean += features.at(f, b) / bins;
      }
      for (int b = 0; b < bins; b++) {
        data[f * bins + b] -= (float) mean;
      }
    }
    return new Features(features.frames(), bins, data);
  }

  // Models: features to embeddings.

  static float[] constant(float value) {
    float[] embedding = new float[512];
    Arrays.fill(embedding, value);
    return embedding;
  }

  static float[] scaled(float[] embedding, double factor) {
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] *= (float) factor;
    }
    return embedding;
  }

  static float[] unit(float[] embedding) {
    return scaled(embedding, 1 / norm(embedding));
  }

  private static double norm(float[] embedding) {
    double squares = 0;
    for (float value : embedding) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** One value off by 1% of the norm. */
  static float[] touched(float[] embedding) {
    embedding[7] += (float) (0.01 * norm(embedding));
    return embedding;
  }

  /** The largest value with the other sign. */
  static float[] signFlipped(float[] embedding) {
    int largest = 0;
    for (int i = 0; i < embedding.length; i++) {
      largest = Math.abs(embedding[i]) > Math.abs(embedding[largest]) ? i : largest;
    }
    embedding[largest] = -embedding[largest];
    return embedding;
  }

  static float[] oneNotANumber(float[] embedding) {
    embedding[embedding.length - 1] = Float.NaN;
    return embedding;
  }

  /** The whole path, but for the mean subtraction. */
  static float[] withoutMean(EmbeddingModel model, byte[] wav) throws IOException {
    return ENGINE.embed(model, ENGINE.fbank(ENGINE.decode(wav), PACK.fbankOptions()));
  }

  /** Wrong at one length only, as a pooling over segments can be. */
  static float[] wrongAt(int frames, EmbeddingModel model, Features features) {
    float[] embedding = ENGINE.embed(model, features);
    return features.frames() == frames ? touched(embedding) : embedding;
  }

  /** The embeddings of a batch with one more frame of zeros each. */
  static float[][] padded(EmbeddingModel model, List<Features> batch) {
    return ENGINE.embedBatch(
        model,
        batch.stream()
            .map(
                clip ->
                    new Features(
                        clip.frames() + 1,
                        clip.bins(),
                        Arrays.copyOf(clip.data(), (clip.frames() + 1) * clip.bins())))
            .toList());
  }

  static float[][] reversed(EmbeddingModel model, List<Features> batch) {
    List<float[]> embeddings = Arrays.asList(ENGINE.embedBatch(model, batch));
    Collections.reverse(embeddings);
    return embeddings.toArray(float[][]::new);
  }
}
