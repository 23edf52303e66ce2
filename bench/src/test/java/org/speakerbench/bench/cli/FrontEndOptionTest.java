package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;

/** What the command line adds to the configuration, by the features that come out. */
class FrontEndOptionTest {
  private static final FbankOptions STANDARD = FbankOptions.STANDARD;

  @TempDir Path folder;
  private final StringWriter stderr = new StringWriter();
  private Path wav16k;
  private Path wav48k;

  @BeforeEach
  void clips() throws IOException {
    wav16k = resource("speech-16000.wav");
    wav48k = resource("speech-48000.wav");
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        getClass().getResourceAsStream("/org/speakerbench/golden/packs/options/wav/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** Runs {@code fbank} on one clip; its features, or null if it failed. */
  private float[] features(Path wav, String frame, String... flags) throws IOException {
    return computed(
        wav,
        "{\"FrameExtractionOptions\":{" + frame + "},\"MelBanksOptions\":{\"num_bins\":80}}",
        flags);
  }

  private float[] computed(Path wav, String configuration, String... flags) throws IOException {
    Path config = Files.writeString(folder.resolve("config"), configuration);
    Path scp = Files.writeString(folder.resolve("wav.scp"), "clip " + wav + "\n");
    List<String> args = new ArrayList<>(List.of("fbank", "--format", "text-full"));
    args.addAll(List.of(flags));
    args.addAll(List.of(config.toString(), scp.toString(), folder.resolve("f.scp").toString()));
    args.add(folder.toString());
    int code =
        RootCommand.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(stderr, true),
            args.toArray(String[]::new));
    if (code != RootCommand.OK) {
      return null;
    }
    String[] values = Files.readString(folder.resolve("clip.feature")).strip().split("\\s+");
    float[] features = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      features[i] = Float.parseFloat(values[i]);
    }
    return features;
  }

  private static float[] expected(FbankOptions options, Path wav) throws IOException {
    return new Fbank(options).compute(WavReader.read(wav)).data();
  }

  @Test
  void withoutFlagsItIsTheConfiguration() throws IOException {
    assertThat(features(wav16k, "\"dither\":0")).isEqualTo(expected(STANDARD, wav16k));
  }

  @Test
  void vtlnWarpGivesTheFactor() throws IOException {
    FbankOptions warped = STANDARD.withMel(STANDARD.mel().withVtlnWarp(1.1));
    assertThat(features(wav16k, "\"dither\":0", "--vtln-warp", "1.1"))
        .isEqualTo(expected(warped, wav16k))
        .isNotEqualTo(expected(STANDARD, wav16k));
    assertThat(features(wav16k, "\"dither\":0", "--vtln-warp", "-1")).isNull();
    assertThat(stderr.toString()).contains("vtln_warp is -1.0, expected above 0");
  }

  @Test
  void aConfOfKaldiHasItsScaleItsDitherAndItsWarp() throws IOException {
    String conf = "--num-mel-bins=80\n--vtln-warp=1.1  # for this speaker\n";
    FbankOptions kaldi =
        STANDARD
            .withFrame(STANDARD.frame().withDither(1, 0))
            .withScale(SampleScale.INT16)
            .withMel(STANDARD.mel().withVtlnWarp(1.1));
    assertThat(computed(wav16k, conf)).isEqualTo(expected(kaldi, wav16k));
    assertThat(computed(wav16k, conf, "--vtln-warp", "0.9", "--dither-seed", "4"))
        .isEqualTo(
            expected(
                kaldi
                    .withFrame(STANDARD.frame().withDither(1, 4))
                    .withMel(STANDARD.mel().withVtlnWarp(0.9)),
                wav16k));
    assertThat(computed(wav16k, "--num-ceps=13\n")).isNull();
    assertThat(stderr.toString()).contains("config: line 1: --num-ceps is of MFCC or PLP features");
  }

  @Test
  void cppDefaultsMakeAMissingDitherOne() throws IOException {
    FbankOptions noisy = STANDARD.withFrame(STANDARD.frame().withDither(1, 0));
    assertThat(features(wav16k, "", "--cpp-defaults")).isEqualTo(expected(noisy, wav16k));
    assertThat(features(wav16k, "")).isEqualTo(expected(STANDARD, wav16k));
    assertThat(features(wav16k, "\"dither\":0", "--cpp-defaults"))
        .isEqualTo(expected(STANDARD, wav16k));
  }

  @Test
  void ditherSeedChoosesTheNoise() throws IOException {
    FbankOptions noisy = STANDARD.withFrame(STANDARD.frame().withDither(0.00003, 5));
    float[] five = features(wav16k, "\"dither\":0.00003", "--dither-seed", "5");
    assertThat(five).isEqualTo(expected(noisy, wav16k));
    assertThat(features(wav16k, "\"dither\":0.00003")).isNotEqualTo(five);
  }

  @Test
  void resampleTakesClipsOfEveryRate() throws IOException {
    assertThat(features(wav48k, "\"dither\":0")).isNull();
    assertThat(stderr.toString())
        .contains("sample rate is 48000 Hz, expected 16000 Hz (sample_freq)")
        .contains("--resample");
    FbankOptions any = STANDARD.withFrame(STANDARD.frame().withResampling());
    assertThat(features(wav48k, "\"dither\":0", "--resample")).isEqualTo(expected(any, wav48k));
    assertThat(features(wav48k, "\"dither\":0,\"allow_down_sample\":true"))
        .isEqualTo(expected(any, wav48k));
  }
}
