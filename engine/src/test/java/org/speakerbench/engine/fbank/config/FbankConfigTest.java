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

class FbankConfigTest {
  @TempDir Path folder;

  private static String config(String frame, String mel, String root) {
    return "{\"FrameExtractionOptions\":{\"dither\":0.0"
        + frame
        + "},\"MelBanksOptions\":{\"num_bins\":80"
        + mel
        + "}"
        + root
        + "}";
  }

  @Test
  void theStandardFileIsTheStandardFrontEnd() throws IOException {
    Path file = folder.resolve("fbank_config.json");
    try (var in = getClass().getResourceAsStream("/org/speakerbench/assets/fbank_config.json")) {
      Files.copy(in, file);
    }
    assertThat(
            LogCapture.of(
                () -> assertThat(FbankConfig.read(file)).isEqualTo(FbankOptions.STANDARD)))
        .isEmpty();
  }

  @Test
  void everyHonouredKeyArrives() {
    String json =
        """
        {"FrameExtractionOptions": {"sample_freq": 8000, "frame_shift_ms": 12.5, "frame_length_ms": 32,
          "dither": 0.00003, "pre_emphasis_coefficient": 0.5, "remove_dc_offset": false,
          "window_type": "hamming", "round_to_power_of_two": false, "blackman_coefficient": 0.4,
          "snip_edges": false, "allow_down_sample": true, "allow_up_sample": true,
          "max_feature_vectors": -1},
         "MelBanksOptions": {"num_bins": 40, "low_freq": 64, "high_freq": -200, "vtln_low": 90,
          "vtln_high": -600, "htk_mode": true},
         "use_energy": true, "energy_floor": 1.5, "raw_energy": false, "htk_compat": true,
         "use_log_fbank": false, "use_power": false,
         "sample_scale": 32768}
        """;
    FbankOptions expected =
        new FbankOptions(
            new FrameOptions(
                8000,
                12.5,
                32,
                0.00003,
                0,
                0.5,
                false,
                WindowType.HAMMING,
                0.4,
                false,
                false,
                true,
                true),
            new MelOptions(40, 64, -200, 90, -600, 1, true),
            SampleScale.INT16,
            true,
            1.5,
            false,
            true,
            false,
            false);
    assertThat(LogCapture.of(() -> assertThat(FbankConfig.parse(json, "all")).isEqualTo(expected)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"dither\":1.0                         |||duplicate",
        ",\"max_feature_vectors\":1.5            |||max_feature_vectors is 1.5, expected a whole number",
        ",\"window_type\":\"hann\"               |||one of povey, hamming",
        ",\"sample_freq\":\"16k\"                |||sample_freq is \"16k\", expected a number",
        ",\"remove_dc_offset\":1                 |||remove_dc_offset is 1, expected true or false",
        ",\"frame_shift_ms\":0                   |||frame_shift_ms is 0.0, expected above 0",
        ",\"frame_length_ms\":0.01               |||frame_length_ms",
        ",\"pre_emphasis_coefficient\":1.5       |||pre_emphasis_coefficient is 1.5, expected between 0 and 1",
        "|,\"low_freq\":9000                     ||low_freq 9000.0",
        "|,\"high_freq\":9000                    ||high_freq 9000.0",
      })
  void wrongValuesAreErrors(String frame, String mel, String root, String message) {
    String json = config(text(frame), text(mel), text(root));
    assertThatThrownBy(() -> FbankConfig.parse(json, "cfg.json"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("cfg.json: ")
        .satisfies(
            e -> assertThat(e.getMessage().toLowerCase(java.util.Locale.ROOT)).contains(message));
  }

  private static String text(String cell) {
    return cell == null ? "" : cell;
  }

  @ParameterizedTest
  @CsvSource({
    "num_bins,2,3 to 256",
    "num_bins,2147483647,3 to 256",
    "num_bins,40.5,a whole number",
    "num_bins,1e12,a whole number"
  })
  void binsAreAWholeNumber(String key, String value, String expected) {
    String json =
        "{\"FrameExtractionOptions\":{\"dither\":0},\"MelBanksOptions\":{\""
            + key
            + "\":"
            + value
            + "}}";
    assertThatThrownBy(() -> FbankConfig.parse(json, "c")).hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({"-0.5", "1e7"})
  void ditherIsADeviation(String dither) {
    assertThatThrownBy(
            () ->
                FbankConfig.parse("{\"FrameExtractionOptions\":{\"dither\":" + dither + "}}", "c"))
        .hasMessageStartingWith("c: dither is ")
        .hasMessageEndingWith(", expected 0 (none) or more, at most 1000000");
  }

  @Test
  void aDitherOfTheUnitOf16BitSamplesWarns() throws IOException {
    Path file = folder.resolve("dither.json");
    Files.writeString(
        file, "{\"FrameExtractionOptions\":{\"dither\":0.001},\"MelBanksOptions\":{}}");
    assertThat(LogCapture.of(() -> FbankConfig.read(file)))
        .contains(
            file + ": dither 0.001 is 33 times Kaldi's default, which is 1 on 16-bit samples");
    Files.writeString(
        file, "{\"FrameExtractionOptions\":{\"dither\":0.0009},\"MelBanksOptions\":{}}");
    assertThat(LogCapture.of(() -> FbankConfig.read(file))).isEmpty();
  }

  @Test
  void cppDefaultsHaveADitherOfOne() throws IOException {
    Path file = folder.resolve("cpp.json");
    Files.writeString(file, "{\"FrameExtractionOptions\":{},\"MelBanksOptions\":{}}");
    assertThat(FbankConfig.read(file, FbankConfig.Defaults.CPP).frame().dither()).isEqualTo(1);
    assertThat(LogCapture.of(() -> FbankConfig.read(file, FbankConfig.Defaults.CPP)))
        .contains("dither 1.0 is 32768 times")
        .contains("at this sample_scale, 1, it buries speech from about 0.03 on")
        .doesNotContain("no dither given");
    assertThat(FbankConfig.read(file).frame().dither()).isZero();
    Files.writeString(file, "{\"FrameExtractionOptions\":{\"dither\":0},\"MelBanksOptions\":{}}");
    assertThat(FbankConfig.read(file, FbankConfig.Defaults.CPP).frame().dither()).isZero();
  }

  @Test
  void whichDitherIsLoudDependsOnTheScale() throws IOException {
    Path file = folder.resolve("kaldi.json");
    String json =
        "{\"FrameExtractionOptions\":{\"dither\":%s},\"MelBanksOptions\":{},\"sample_scale\":32768}";
    Files.writeString(file, String.format(json, 1.0)); // Kaldi's default
    assertThat(LogCapture.of(() -> FbankConfig.read(file))).isEmpty();
    Files.writeString(file, String.format(json, 32.76));
    assertThat(LogCapture.of(() -> FbankConfig.read(file))).isEmpty();
    Files.writeString(file, String.format(json, 32.77));
    assertThat(LogCapture.of(() -> FbankConfig.read(file)))
        .contains("dither 32.77 is 33 times Kaldi's default")
        .contains("at this sample_scale, 32768, it buries speech from about 983 on");
  }

  @ParameterizedTest
  @CsvSource({"32767", "0", "-1", "2", "32768.5", "true", "\"32768\"", "null"})
  void thereAreTwoScales(String scale) {
    String json = config("", "", ",\"sample_scale\":" + scale);
    assertThatThrownBy(() -> FbankConfig.parse(json, "c"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "c: sample_scale is "
                + scale
                + ", expected 1 (samples in [-1, 1)) or 32768 (those of 16 bits; Kaldi and Python"
                + " use 32768 for them, not 32767)");
  }

  @Test
  void aScaleThatIsNotGivenIsThatOfTheModel() throws IOException {
    Path file = folder.resolve("scale.json");
    Files.writeString(file, config("", "", ""));
    FbankFile silent = FbankConfig.readFile(file, FbankConfig.Defaults.SPEAKERBENCH);
    assertThat(silent.givesScale()).isFalse();
    assertThat(silent.options(SampleScale.INT16))
        .isEqualTo(FbankOptions.STANDARD.withScale(SampleScale.INT16));
    assertThat(silent.options(SampleScale.UNIT)).isEqualTo(FbankOptions.STANDARD);
    assertThat(FbankConfig.read(file).scale()).isEqualTo(SampleScale.UNIT);
    Files.writeString(file, config("", "", ",\"sample_scale\":1.0"));
    FbankFile given = FbankConfig.readFile(file, FbankConfig.Defaults.SPEAKERBENCH);
    assertThat(given.givesScale()).isTrue();
    assertThat(given.options(SampleScale.INT16)).isEqualTo(FbankOptions.STANDARD);
  }

  @Test
  void aLimitOfStreamingHasNoEffectAndSaysSo() {
    String json = config(",\"max_feature_vectors\":100", "", "");
    assertThat(
            LogCapture.of(
                () -> assertThat(FbankConfig.parse(json, "c")).isEqualTo(FbankOptions.STANDARD)))
        .contains("c: max_feature_vectors has no effect: it bounds the memory of streaming");
  }

  @Test
  void aMissingDitherIsZeroWithAWarning() {
    String log =
        LogCapture.of(
            () ->
                FbankConfig.parse(
                    "{\"FrameExtractionOptions\":{},\"MelBanksOptions\":{\"num_bins\":80}}", "c"));
    assertThat(log).contains("no dither given, 0.0 is used");
  }

  @Test
  void anUnknownKeyWarnsWithTheNearestKnownOne() {
    String log = LogCapture.of(() -> FbankConfig.parse(config(",\"frame_shift\":5", "", ""), "c"));
    assertThat(log)
        .contains("unknown key FrameExtractionOptions.frame_shift is ignored")
        .contains("nearest known key is frame_shift_ms");
  }

  @ParameterizedTest
  @CsvSource({
    "sample_frequency, sample_freq",
    "sample, sample_freq",
    "shift_ms, frame_shift_ms",
    "length_ms, frame_length_ms",
    "Dither, dither",
    "rdither, dither",
    "removedcoffset, remove_dc_offset",
    "preemphasis_coefficient, pre_emphasis_coefficient",
    "windowtype, window_type",
    "xwindow_typ, window_type",
    "snipedges, snip_edges",
    "allow_upsample, allow_up_sample",
    "max_vectors, max_feature_vectors",
  })
  void theNearestKeyIsTheOneThatTakesFewestEdits(String unknown, String nearest) {
    String json = config(",\"" + unknown + "\":1", "", "");
    assertThat(LogCapture.of(() -> FbankConfig.parse(json, "c")))
        .contains(
            "c: unknown key FrameExtractionOptions."
                + unknown
                + " is ignored; the nearest known key is "
                + nearest)
        .doesNotContain("is " + nearest + "_");
  }

  @Test
  void unknownKeysOfEverySectionWarn() {
    String json = config("", ",\"num_bin\":1", ",\"use_powers\":1");
    assertThat(LogCapture.of(() -> FbankConfig.parse(json, "c")))
        .contains("unknown key MelBanksOptions.num_bin is ignored; the nearest known key is num_b")
        .contains("unknown key use_powers is ignored; the nearest known key is use_power");
  }

  @Test
  void missingSectionsHaveTheirDefaultsAndWarn() {
    FbankOptions expected = FbankOptions.STANDARD.withMel(new MelOptions(23, 20, 0, 100, -500, 1));
    String frame = "{\"FrameExtractionOptions\":{\"dither\":0}}";
    assertThat(LogCapture.of(() -> assertThat(FbankConfig.parse(frame, "c")).isEqualTo(expected)))
        .contains("c: no MelBanksOptions given, its defaults are used");
    String mel = "{\"MelBanksOptions\":{}}";
    assertThat(LogCapture.of(() -> assertThat(FbankConfig.parse(mel, "c")).isEqualTo(expected)))
        .contains("c: no FrameExtractionOptions given, its defaults are used");
  }

  /** Another program's file, which would be read as defaults. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|no keys",
        "{'num_mel_bins':80,'frame_length':25}|num_mel_bins, frame_length",
        "{'use_power':true}|use_power",
        "{'fbank_conf':{'num_mel_bins':80}}|fbank_conf",
      })
  void withoutASectionThatIsKnownNothingIsRead(String json, String keys) {
    assertThatThrownBy(() -> FbankConfig.parse(json.replace('\'', '"'), "c"))
        .hasMessage(
            "c: found neither FrameExtractionOptions nor MelBanksOptions (nor frame_opts and"
                + " mel_opts, as kaldi-native-fbank names them) among "
                + keys
                + ", expected the sections of an FBank configuration");
  }

  @ParameterizedTest
  @CsvSource({
    "preemph_coeff, pre_emphasis_coefficient",
    "preemph, pre_emphasis_coefficient",
    "num_mel_bins, MelBanksOptions.num_bins",
    "num_bins, MelBanksOptions.num_bins",
    "sample_rate, sample_freq",
    "frame_length, frame_length_ms",
    "frame_shift, frame_shift_ms",
    "blackman_coeff, blackman_coefficient",
    "dc_offset, remove_dc_offset",
    "remove_dc, remove_dc_offset",
    "snip, snip_edges",
    "window, window_type",
    "round_to_pow2, round_to_power_of_two",
    "use_energy, 'use_energy, outside of the sections'",
  })
  void synonymsAndPrefixesHaveTheRightHint(String unknown, String hint) {
    String json = config(",\"" + unknown + "\":1", "", "");
    assertThat(LogCapture.of(() -> FbankConfig.parse(json, "c")))
        .contains(
            unknown + " is ignored; the nearest known key is " + hint + System.lineSeparator());
  }

  @Test
  void sectionsAreObjects() {
    assertThatThrownBy(() -> FbankConfig.parse("{\"FrameExtractionOptions\":[1]}", "c"))
        .hasMessage("c: FrameExtractionOptions is array, expected an object");
    assertThatThrownBy(() -> FbankConfig.parse("", "c"))
        .hasMessage("c: found nothing, expected a JSON object");
    assertThatThrownBy(() -> FbankConfig.parse("7", "c"))
        .hasMessage("c: found number, expected a JSON object");
  }

  @Test
  void brokenFilesAreOneSentence() throws IOException {
    Path file = folder.resolve("broken.json");
    assertThatThrownBy(() -> FbankConfig.read(file)).hasMessageContaining("cannot read");
    Files.writeString(file, "{\n\"use_power\": tru\n}");
    assertThatThrownBy(() -> FbankConfig.read(file))
        .hasMessageContaining("broken.json: not valid JSON at line 2");
    Files.writeString(file, "[".repeat(3000));
    assertThatThrownBy(() -> FbankConfig.read(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("not valid JSON");
    Files.writeString(file, "\uFEFF" + config("", "", ""));
    assertThat(FbankConfig.read(file)).isEqualTo(FbankOptions.STANDARD);
    Files.writeString(file, "[]");
    assertThatThrownBy(() -> FbankConfig.read(file)).hasMessageContaining("expected a JSON object");
  }
}
