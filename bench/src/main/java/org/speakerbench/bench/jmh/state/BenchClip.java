package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * The clip that is timed.
 *
 * @param name golden id, or file name with unusual characters replaced
 * @param waveform samples of exactly the length that was asked for
 * @param golden the golden clip with exactly these samples; empty if there is none, and then the
 *     embeddings are unverified
 * @param source the golden clip that was cut or repeated to this length; empty likewise
 */
public record BenchClip(
    String name, Waveform waveform, Optional<GoldenClip> golden, Optional<GoldenClip> source) {
  /** Three seconds of speech. */
  public static final String DEFAULT = "flite-awb";

  /**
   * Loads a clip.
   *
   * @param clip id of a golden clip, or the path of a WAV file
   * @param audioMs length, ms: a longer clip is cut at its end, a shorter one is repeated
   * @throws SpeakerbenchException if the clip is shorter than one frame
   * @throws IOException if the file cannot be read as a mono WAV
   */
  public static BenchClip load(String clip, int audioMs) throws IOException {
    GoldenPack pack = GoldenPack.embedded();
    Optional<GoldenClip> byId =
        pack.clips().stream().filter(golden -> golden.id().equals(clip)).findFirst();
    Waveform whole = byId.isPresent() ? byId.get().waveform() : WavReader.read(Path.of(clip));
    if (whole.samples().length < FbankOptions.STANDARD.frame().length()) {
      throw new SpeakerbenchException(
          clip
              + ": found "
              + whole.samples().length
              + " samples, expected at least one frame of "
              + FbankOptions.STANDARD.frame().length());
    }
    Waveform fitted = fit(whole, audioMs);
    String name = byId.isPresent() ? clip : fileName(Path.of(clip));
    return new BenchClip(name, fitted, find(pack, fitted), find(pack, whole));
  }

  private static Optional<GoldenClip> find(GoldenPack pack, Waveform audio) {
    return pack.clips().stream().filter(clip -> sameAudio(clip.waveform(), audio)).findFirst();
  }

  /** Writes the clip to a file that is deleted when the JVM ends. */
  Path writeWav() throws IOException {
    return Files.write(BenchFile.create(".wav"), wavBytes());
  }

  /** A WAV file of exactly these samples: the golden clip's own bytes, or 16 bits. */
  public byte[] wavBytes() {
    return golden.map(GoldenClip::wavBytes).orElseGet(() -> Pcm16.wav(waveform));
  }

  /** JMH writes its JSON without escapes, so other characters are not kept. */
  private static String fileName(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._ -]", "_");
  }

  /** Samples of a length. */
  public static long samples(int audioMs, double sampleRateHz) {
    return Math.round(audioMs / 1000.0 * sampleRateHz);
  }

  private static Waveform fit(Waveform clip, int audioMs) {
    long length = samples(audioMs, clip.sampleRateHz());
    if (length < 1 || length > Integer.MAX_VALUE - 8) {
      throw new SpeakerbenchException(
          "audio length: found " + audioMs + " ms (" + length + " samples), expected 1 to 2^31");
    }
    float[] samples = clip.samples();
    float[] fitted = Arrays.copyOf(samples, (int) length);
    for (int filled = samples.length; filled < fitted.length; filled += samples.length) {
      System.arraycopy(
          samples, 0, fitted, filled, Math.min(samples.length, fitted.length - filled));
    }
    return new Waveform(fitted, clip.sampleRateHz());
  }

  /**
   * What a model must give for this clip; empty if the golden pack does not say. The embedded pack
   * knows the zoo's weights only: a file has no reference whatever its name.
   */
  public Optional<EndToEndReference> reference(ModelRef model) {
    GoldenPack pack = GoldenPack.embedded();
    if (golden.isEmpty() || !model.isZoo() || !pack.models().contains(model.name())) {
      return Optional.empty();
    }
    pack.requireSameModel(model);
    return pack.endToEnd(golden.get().id(), model.name());
  }

  static boolean sameAudio(Waveform a, Waveform b) {
    return a.sampleRateHz() == b.sampleRateHz() && Arrays.equals(a.samples(), b.samples());
  }
}
