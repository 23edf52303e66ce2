package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Resampler;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * The clip that is timed.
 *
 * @param name golden id, or file name with unusual characters replaced
 * @param waveform samples of exactly the length that was asked for
 * @param references the front ends, and what answers are held against
 * @param same the golden clips with exactly these samples; with none, the embeddings are unverified
 * @param whole those that were cut or repeated to this length
 */
public record BenchClip(
    String name,
    Waveform waveform,
    References references,
    List<References.Found> same,
    List<References.Found> whole) {
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
  public static BenchClip load(References references, String clip, int audioMs) throws IOException {
    Optional<GoldenClip> byId = references.clip(clip);
    Waveform whole =
        byId.isPresent()
            ? atRate(byId.get().waveform(), references.fbank().sampleRateHz())
            : mono(Path.of(clip));
    int frame = references.fbank().frame().length();
    if (whole.samples().length < frame) {
      throw new SpeakerbenchException(
          clip
              + ": found "
              + whole.samples().length
              + " samples, expected at least one frame of "
              + frame);
    }
    boolean resampled = byId.isPresent() && byId.get().sampleRateHz() != whole.sampleRateHz();
    Waveform fitted = fit(whole, audioMs);
    return new BenchClip(
        byId.isEmpty()
            ? fileName(Path.of(clip))
            : clip + (resampled ? " resampled to " + whole.sampleRateHz() + " Hz" : ""),
        fitted,
        references,
        references.find(fitted),
        references.find(whole));
  }

  private static Waveform mono(Path file) throws WavException {
    try {
      return WavReader.read(file);
    } catch (WavException e) {
      if (e.reason() == WavException.Reason.SEVERAL_CHANNELS) {
        throw new SpeakerbenchException(
            file + ": found several channels, expected a mono clip to measure on", e);
      }
      throw e;
    }
  }

  /** Golden clips are of 16 kHz: models of another rate are timed on the same speech. */
  private static Waveform atRate(Waveform clip, double rateHz) {
    return clip.sampleRateHz() == rateHz || rateHz != Math.rint(rateHz)
        ? clip
        : Resampler.resample(clip, (int) rateHz);
  }

  /** A golden clip with exactly these samples. */
  public Optional<GoldenClip> golden() {
    return same.stream().map(References.Found::clip).findFirst();
  }

  /** A golden clip with exactly these samples and features of the same front end. */
  Optional<GoldenClip> goldenFeatures() {
    return comparable(same);
  }

  /** The same of the clip that was cut or repeated. */
  Optional<GoldenClip> wholeFeatures() {
    return comparable(whole);
  }

  private Optional<GoldenClip> comparable(List<References.Found> clips) {
    return clips.stream().map(References.Found::clip).filter(references::hasFeatures).findFirst();
  }

  /** Writes the clip to a file that is deleted when the JVM ends. */
  public Path writeWav() throws IOException {
    return Files.write(BenchFile.create(".wav"), wavBytes());
  }

  /** A WAV file of exactly these samples: the golden clip's own bytes, or 16 bits. */
  public byte[] wavBytes() {
    return golden().map(GoldenClip::wavBytes).orElseGet(() -> Pcm16.wav(waveform));
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

  /** What a model must give for this clip; empty if no golden pack says. */
  public Optional<EndToEndReference> reference(ModelRef model) {
    return references.embedding(same, model);
  }

  /** Whether a pack says what a model must give for this clip. */
  public boolean isReferenced(GoldenPack pack, ModelRef model) {
    return same.stream()
        .filter(found -> found.pack() == pack && references.isComparable(found.clip(), model))
        .anyMatch(found -> pack.endToEnd(found.clip().id(), model.name()).isPresent());
  }

  static boolean sameAudio(Waveform a, Waveform b) {
    return a.sampleRateHz() == b.sampleRateHz() && Arrays.equals(a.samples(), b.samples());
  }
}
