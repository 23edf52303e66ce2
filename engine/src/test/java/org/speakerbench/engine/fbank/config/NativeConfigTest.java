package org.speakerbench.engine.fbank.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.SpeakerbenchException;

class NativeConfigTest {

  /** {@code json.dumps(options.as_dict())} of kaldi-native-fbank 1.23.0, with other values. */
  private static final String JSON =
      """
      {"frame_opts": {"samp_freq": 8000.0, "frame_shift_ms": 12.5, "frame_length_ms": 32.0,
        "dither": 2.9999999242136255e-05, "preemph_coeff": 0.5, "remove_dc_offset": false,
        "window_type": "hamming", "round_to_power_of_two": false, "blackman_coeff": 0.25,
        "snip_edges": false},
       "mel_opts": {"num_bins": 40, "low_freq": 64.0, "high_freq": -200.0, "vtln_low": 90.0,
        "vtln_high": -600.0, "debug_mel": false, "htk_mode": true, "is_librosa": false,
        "norm": "slaney", "use_slaney_mel_scale": true, "floor_to_int_bin": false},
       "use_energy": true, "energy_floor": 1.5, "raw_energy": false, "htk_compat": true,
       "use_log_fbank": false, "use_log_floor": true, "eps": 1.1920928955078125e-07,
       "use_power": false}
      """;

  private static final FbankOptions OPTIONS =
      new FbankOptions(
          new FrameOptions(
              8000,
              12.5,
              32,
              2.9999999242136255e-05,
              0,
              0.5,
              false,
              WindowType.HAMMING,
              0.25,
              false,
              false,
              false,
              false),
          new MelOptions(40, 64, -200, 90, -600, 1, true),
          SampleScale.UNIT,
          true,
          1.5,
          false,
          true,
          false,
          false);

  @Test
  void everyOptionArrives() {
    assertThat(LogCapture.of(() -> assertThat(FbankConfig.parse(JSON, "c")).isEqualTo(OPTIONS)))
        .isEmpty();
  }

  @Test
  void kaldifeatsTooAndAScale() {
    String json =
        """
        {"frame_opts": {"samp_freq": 16000, "dither": 0, "max_feature_vectors": -1},
         "mel_opts": {"num_bins": 80}, "device": "cpu", "sample_scale": 32768}
        """;
    assertThat(FbankConfig.parse(json, "c"))
        .isEqualTo(FbankOptions.STANDARD.withScale(SampleScale.INT16));
  }

  @Test
  void aMissingDitherIsZeroWithAWarning() {
    String json = "{\"frame_opts\":{},\"mel_opts\":{\"num_bins\":80}}";
    assertThat(
            LogCapture.of(
                () -> assertThat(FbankConfig.parse(json, "c")).isEqualTo(FbankOptions.STANDARD)))
        .contains(
            "c: no dither given, 0.0 is used (kaldi-native-fbank would use 0.00003, kaldifeat 1.0)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"samp_freq\": 8000.0|\"sample_freq\": 8000.0|unknown key frame_opts.sample_freq, expected those of kaldi-native-fbank beside frame_opts and mel_opts (the nearest is samp_freq)",
        "\"num_bins\": 40|\"num_mel_bins\": 40|unknown key mel_opts.num_mel_bins, expected those of kaldi-native-fbank beside frame_opts and mel_opts (the nearest is num_bins)",
        "\"use_energy\"|\"useenergy\"|unknown key useenergy, expected those of kaldi-native-fbank beside frame_opts and mel_opts (the nearest is use_energy)",
        "\"mel_opts\"|\"MelBanksOptions\"|unknown key MelBanksOptions",
        "\"is_librosa\": false|\"is_librosa\": true|mel_opts.is_librosa is true, expected false: librosa's filters are not Kaldi's",
        "\"use_log_floor\": true|\"use_log_floor\": false|use_log_floor is false, expected true: Kaldi floors energies before the logarithm",
        "1.1920928955078125e-07|1e-10|eps is 1.0E-10, expected 1.1920929E-7, Kaldi's floor before the logarithm",
        "\"samp_freq\": 8000.0|\"samp_freq\": 0|samp_freq is 0.0, expected above 0",
        "\"samp_freq\": 8000.0|\"samp_freq\": \"8k\"|samp_freq is \"8k\", expected a number",
        "\"preemph_coeff\": 0.5|\"preemph_coeff\": 2|preemph_coeff is 2.0, expected between 0 and 1",
        "\"window_type\": \"hamming\"|\"window_type\": \"hann\"|window_type is \"hann\", expected one of",
      })
  void whatIsNotReadIsRefused(String part, String other, String message) {
    assertThat(JSON).contains(part);
    assertThatThrownBy(() -> FbankConfig.parse(JSON.replace(part, other), "c"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("c: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"frame_opts\":{}}|mel_opts is missing, expected the objects frame_opts and mel_opts",
        "{\"mel_opts\":{}}|frame_opts is missing, expected the objects frame_opts and mel_opts",
        "{\"frame_opts\":7,\"mel_opts\":{}}|frame_opts is 7, expected the objects",
      })
  void bothSectionsMustBeThere(String json, String message) {
    assertThatThrownBy(() -> FbankConfig.parse(json, "c")).hasMessageStartingWith("c: " + message);
  }
}
