package org.speakerbench.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.MelOptions;

/**
 * Features against Kaldi's own: {@code kaldi::FbankComputer} in the library of vosk 0.3.45, which
 * read the same {@code .conf} by {@code ReadConfigFromFile} (but for {@code vtln-warp}, an option
 * of the program, and {@code htk_mode}, which no file has) and was given the samples as integers.
 */
class KaldiFeaturesTest {
  /** Of Kaldi's float arithmetic, relative to values of 1 and more (measured: 3.6e-6). */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @CsvSource({
    "defaults, false",
    "telephone, false",
    "linear, false",
    "reflected, false",
    "twenty-kilohertz, false",
    "folded, false",
    "folded-back, false",
    "any-length, false",
    "htk-mode, true",
    "htk-mode-low-0, true",
  })
  void areThoseOfKaldi(String name, boolean htkMode) throws IOException {
    FbankOptions options = FbankConfig.parse(resource(name + ".conf"), name);
    MelOptions mel = options.mel();
    options =
        options.withMel(
            new MelOptions(
                mel.bins(),
                mel.lowHz(),
                mel.highHz(),
                mel.vtlnLowHz(),
                mel.vtlnHighHz(),
                mel.vtlnWarp(),
                htkMode));
    List<double[]> expected =
        resource(name + ".txt")
            .lines()
            .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
            .toList();
    Features found =
        new Fbank(options).compute(new Waveform(samples(), (int) options.sampleRateHz()));
    assertThat(found.frames()).isEqualTo(expected.size());
    for (int f = 0; f < found.frames(); f++) {
      for (int b = 0; b < found.bins(); b++) {
        double value = expected.get(f)[b];
        assertThat((double) found.at(f, b))
            .as("frame %d, column %d", f, b)
            .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
      }
    }
  }

  /** Noise of 16 bits that grows, from the generator of the C standard's example. */
  private static float[] samples() {
    float[] samples = new float[1000];
    long state = 1;
    for (int i = 0; i < samples.length; i++) {
      state = (state * 1103515245 + 12345) % (1L << 31);
      long noise = (state >> 16) % 4096 - 2048;
      samples[i] = noise * (i + 200) / 1200 / 32768f;
    }
    return samples;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = KaldiFeaturesTest.class.getResourceAsStream("kaldi/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
