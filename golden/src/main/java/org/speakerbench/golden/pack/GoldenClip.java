package org.speakerbench.golden.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.internal.NpyArray;
import org.speakerbench.engine.extract.internal.NpyReader;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * A clip of a pack with its reference arrays.
 *
 * <p>Nothing is kept in memory: each call reads its file anew and compares its SHA-256, type and
 * shape with the manifest. All methods that read throw {@link SpeakerbenchException} when a file is
 * missing or is not what the manifest says.
 */
public final class GoldenClip {
  private final PackFiles files;
  private final Manifest.Clip entry;
  private final FbankOptions frontEnd;
  private final MeanNormalization mean;

  GoldenClip(PackFiles files, Manifest.Clip entry, FbankOptions frontEnd, MeanNormalization mean) {
    this.files = files;
    this.entry = entry;
    this.frontEnd = frontEnd;
    this.mean = mean;
  }

  /** Name of the clip, unique in its pack. */
  public String id() {
    return entry.id();
  }

  /** What is to be heard. */
  public String description() {
    return entry.description();
  }

  /** {@code speech}, {@code signal} or {@code short} (features only). */
  public String group() {
    return entry.group();
  }

  /** Who speaks; empty for signals, and for clips of which nobody said. */
  public Optional<String> voice() {
    return Optional.ofNullable(entry.voice());
  }

  /** How its features were computed: as all of the pack, or options of its own. */
  public FbankOptions frontEnd() {
    return frontEnd;
  }

  /** How its features were normalised for the models. */
  public MeanNormalization mean() {
    return mean;
  }

  /** Samples per second of the WAV file. */
  public int sampleRateHz() {
    return entry.sampleRateHz();
  }

  /** Number of feature frames. */
  public int frames() {
    return entry.frames();
  }

  /** The WAV file. */
  public byte[] wavBytes() {
    return files.read(entry.wav());
  }

  /** The clip as our own reader decodes it. */
  public Waveform waveform() {
    try {
      return WavReader.decode(new ByteArrayInputStream(wavBytes()), files.where(entry.wav().path()))
          .waveform();
    } catch (IOException e) {
      throw new SpeakerbenchException(e.getMessage(), e);
    }
  }

  /** The samples as Python's soundfile decodes them, [samples]. */
  public float[] samples() {
    return load(files, entry.arrays().samples()).floats();
  }

  /** Raw features of torchaudio in float32; empty if it does not compute these options. */
  public Optional<Features> fbankTorchaudio() {
    return Optional.ofNullable(entry.arrays().fbankTorchaudio()).map(this::features);
  }

  /** Raw features of kaldi-native-fbank in float32; empty likewise. */
  public Optional<Features> fbankKnf() {
    return Optional.ofNullable(entry.arrays().fbankKnf()).map(this::features);
  }

  /** The truth: raw features in float64 throughout, [frames, dim], row-major. */
  public double[] fbankFloat64() {
    return load(files, entry.arrays().fbankFloat64()).values();
  }

  /**
   * Torchaudio's features after {@link #mean}: what the reference models were fed. Empty in a pack
   * without models.
   */
  public Optional<Features> fbankNormalised() {
    return Optional.ofNullable(entry.arrays().fbankNormalised()).map(this::features);
  }

  /**
   * Compares raw log-mel features of this clip with the truth, as the stage {@code FBANK} of the
   * parity check does.
   *
   * @param raw without mean subtraction, by the pack's front end
   * @throws SpeakerbenchException if there are more or fewer frames or bins, or the pack is damaged
   */
  public FbankError fbankError(Features raw) {
    FeatureReference reference = new FeatureReference(this);
    String mismatch = reference.mismatch(raw);
    if (mismatch != null) {
      throw new SpeakerbenchException("features of " + id() + ": " + mismatch);
    }
    ArrayErrors errors = reference.errors(raw);
    return new FbankError(
        errors.maxAbs(), reference.maxAbsLimit(), errors.rms(), reference.rmsLimit());
  }

  private Features features(Manifest.ArrayEntry array) {
    int[] shape = array.shape();
    return new Features(shape[0], shape[1], load(files, array).floats());
  }

  /** Reads an array and checks that it is what its entry says. */
  static NpyArray load(PackFiles files, Manifest.ArrayEntry entry) {
    NpyArray array = NpyReader.parse(files.read(entry), files.where(entry.path()));
    if (!array.dtype().equals(entry.dtype()) || !Arrays.equals(array.shape(), entry.shape())) {
      throw new SpeakerbenchException(
          files.where(entry.path())
              + ": found "
              + array
              + ", expected "
              + entry.dtype()
              + " "
              + Arrays.toString(entry.shape()));
    }
    return array;
  }

  /** Reads every file once; throws if one is not what the manifest says. */
  void verifyFiles() {
    files.read(entry.wav());
    entry.arrays().all().forEach(array -> load(files, array));
  }

  @Override
  public String toString() {
    return "GoldenClip[" + id() + ", " + frames() + " frames]";
  }
}
