package org.speakerbench.engine.fbank.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.SpeakerbenchException;

class KaldiConfTest {
  /** What {@code compute-fbank-feats} computes without any option. */
  private static final FbankOptions KALDI =
      FbankOptions.STANDARD
          .withFrame(FrameOptions.STANDARD.withDither(1, 0))
          .withMel(new MelOptions(23, 20, 0, 100, -500, 1))
          .withScale(SampleScale.INT16);

  @TempDir Path folder;

  @Test
  void whatIsNotGivenIsAsInKaldi() {
    assertThat(FbankConfig.parse("--use-energy=false   # only non-default option.\n", "f.conf"))
        .isEqualTo(KALDI);
  }

  @Test
  void everyOptionArrives() {
    String conf =
        """
        # A comment, then an empty line.

        --sample-frequency=8000 # telephone
        --frame_shift=12.5
        --Frame-Length=32
        --dither=0.5
          --preemphasis-coefficient=.5
        --remove-dc-offset=f
        --window-type=hamming
        --blackman-coeff=4e-1
        --round-to-power-of-two=FALSE
        --snip-edges=0
        --allow-downsample
        --allow-upsample=true
        --max-feature-vectors=-1
        --num-mel-bins=40
        --low-freq=64
        --high-freq=-200
        --vtln-low=90
        --vtln-high=-600
        --vtln-warp=1.1
        --use-energy
        --energy-floor=1.5
        --raw-energy=false
        --htk-compat=t
        --use-log-fbank=false
        --use-power=false
        --debug-mel=true
        --subtract-mean=false
        --channel=-1
        --output-format=kaldi
        --min-duration=0.0
        --vtln-map=
        """;
    FbankOptions expected =
        new FbankOptions(
            new FrameOptions(
                8000,
                12.5,
                32,
                0.5,
                0,
                0.5,
                false,
                WindowType.HAMMING,
                0.4,
                false,
                false,
                true,
                true),
            new MelOptions(40, 64, -200, 90, -600, 1.1),
            SampleScale.INT16,
            true,
            1.5,
            false,
            true,
            false,
            false);
    assertThat(
            LogCapture.of(() -> assertThat(FbankConfig.parse(conf, "f.conf")).isEqualTo(expected)))
        .isEmpty();
  }

  @Test
  void theScaleIsGivenAndKaldisDitherIsNotLoud() throws IOException {
    Path file = folder.resolve("fbank.conf");
    Files.writeString(file, "--num-mel-bins=80\n");
    FbankFile read = FbankConfig.readFile(file, FbankConfig.Defaults.SPEAKERBENCH);
    assertThat(read.givesScale()).isTrue();
    assertThat(
            LogCapture.of(
                () ->
                    assertThat(read.options(SampleScale.UNIT))
                        .isEqualTo(KALDI.withMel(new MelOptions(80, 20, 0, 100, -500, 1)))))
        .isEmpty();
  }

  @Test
  void theLastOfTwoCountsAsInKaldi() {
    String conf = "--dither=0\n--num-mel-bins=40\n--num_mel_bins=64\n";
    assertThat(
            LogCapture.of(
                () -> assertThat(FbankConfig.parse(conf, "f.conf").mel().bins()).isEqualTo(64)))
        .contains("f.conf: line 3: --num-mel-bins was given before; the last counts, as in Kaldi");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--num-ceps=13|line 2: --num-ceps is of MFCC or PLP features, expected options of filter banks",
        "--cepstral-lifter=22|line 2: --cepstral-lifter is of MFCC or PLP features",
        "--num-bins=80|line 2: unknown option --num-bins, expected those of Kaldi's compute-fbank-feats (the nearest is --num-mel-bins)",
        "--preemph-coeff=0|line 2: unknown option --preemph-coeff, expected those of Kaldi's compute-fbank-feats (the nearest is --preemphasis-coefficient)",
        "--htk-mode=true|line 2: unknown option --htk-mode",
        "--config=other.conf|line 2: unknown option --config",
        "--sample-scale=1|line 2: unknown option --sample-scale",
        "sample_frequency=8000|line 2: found sample_frequency=8000, expected --name=value, an option of Kaldi",
        "--=8000|line 2: found --=8000, expected --name=value",
        "--dither=|line 2: --dither is , expected a number",
        "--dither|line 2: --dither is without a value, expected a number",
        "--dither=0x1|line 2: --dither is 0x1, expected a number",
        "--dither=1.0f|line 2: --dither is 1.0f, expected a number",
        "--use-energy=yes|line 2: --use-energy is yes, expected true or false",
        "--use-energy=|line 2: --use-energy is , expected true or false",
        "--window-type=hann|--window-type is \"hann\", expected one of povey, hamming",
        "--num-mel-bins=40.5|--num-mel-bins is 40.5, expected a whole number",
        "--num-mel-bins=2|--num-mel-bins is 2, expected 3 to 128",
        "--low-freq=5000|--low-freq 5000.0 and high_freq 0.0 found",
        "--vtln-warp=0|--vtln-warp is 0.0, expected above 0 (1 for none)",
        "--subtract-mean=true|line 2: --subtract-mean is true, expected false, as it is no option of a front end here",
        "--channel=1|line 2: --channel is 1, expected -1",
        "--output-format=htk|line 2: --output-format is htk, expected kaldi",
        "--vtln-map=ark:map|line 2: --vtln-map is ark:map, expected none",
      })
  void whatIsNotReadIsRefused(String line, String message) {
    String conf = "--sample-frequency=8000\n" + line + "\n";
    assertThatThrownBy(() -> FbankConfig.parse(conf, "f.conf"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("f.conf: " + message);
  }

  /** Without dashes it is for a shell; with comments only it says nothing. */
  @ParameterizedTest
  @CsvSource({"sample_frequency=8000", "# only a comment"})
  void whatIsNeitherJsonNorKaldisIsToldSo(String text) {
    assertThatThrownBy(() -> FbankConfig.parse(text, "f.conf"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("f.conf: not valid JSON at line 1")
        .hasMessageEndingWith(
            "; expected a JSON object, or options of Kaldi as --name=value, one a line");
  }
}
