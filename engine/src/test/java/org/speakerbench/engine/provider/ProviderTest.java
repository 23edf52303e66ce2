package org.speakerbench.engine.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;

class ProviderTest {
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "openvino=/opt/libplugin.so", "ov=/a b/lib.so,A=1,b=x=y"})
  void whatIsReadIsWrittenAgain(String text) {
    Provider provider = Provider.parse(text);
    assertThat(provider.text()).isEqualTo(text);
    assertThat(Provider.parse(provider.text())).isEqualTo(provider);
    assertThat(provider.precision()).isEqualTo(ComputePrecision.F32);
  }

  @Test
  void aLabelNamesThePrecision() {
    assertThat(Provider.CPU.label()).isEqualTo("cpu");
    assertThat(Provider.parse("openvino=lib.so").with(ComputePrecision.BF16).label())
        .isEqualTo("openvino bf16");
    assertThat(Provider.parse("openvino=lib.so").library()).isEqualTo(Path.of("lib.so"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu|found gpu, expected cpu or NAME=LIBRARY",
        "x=|found x=, expected cpu or NAME=LIBRARY",
        "=lib.so|found =lib.so, expected cpu or NAME=LIBRARY",
        "cpu=lib.so|found the name cpu, expected letters",
        "o v=lib.so|found the name o v, expected letters",
        "ov=lib.so,x|found x, expected option=value",
        "ov=lib.so,x=1,x=2|found x=2, expected option=value, each option once",
      })
  void whatIsNoProviderIsRefused(String text, String message) {
    assertThatThrownBy(() -> Provider.parse(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theCpuProviderComputesInFloat32() {
    assertThatThrownBy(() -> Provider.CPU.with(ComputePrecision.BF16))
        .hasMessageContaining("found precision bf16, expected f32");
    assertThatThrownBy(() -> ComputePrecision.parse("fp8"))
        .hasMessage("precision: found fp8, expected one of f32, f16, bf16");
  }

  @Test
  void openVinoIsToldPrecisionAndThreads() {
    Provider provider = Provider.parse("ov=lib.so,NUM_STREAMS=2,cache_dir=x");
    assertThat(
            PluginDialect.of("OpenVINOExecutionProvider")
                .options(provider.with(ComputePrecision.BF16), 3))
        .isEqualTo(
            Map.of(
                "cache_dir",
                "x",
                "load_config",
                "{\"CPU\":{\"INFERENCE_NUM_THREADS\":\"3\",\"INFERENCE_PRECISION_HINT\":\"bf16\","
                    + "\"NUM_STREAMS\":\"2\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=1|found option foo, expected one of cache_dir, disable_dynamic_shapes",
        "FOO=1|found option FOO, expected one of cache_dir",
        "precision=f32|found option precision, expected Provider.with(ComputePrecision) for that",
        "INFERENCE_PRECISION_HINT=f32|expected Provider.with(ComputePrecision) for that",
        "num_of_threads=2|found option num_of_threads, expected SessionSettings.intraOpThreads",
        "INFERENCE_NUM_THREADS=2|expected SessionSettings.intraOpThreads",
        "num_streams=2|found option num_streams, expected NUM_STREAMS",
        "device_type=GPU|found option device_type, expected none: the device is the CPU",
        "load_config=x|found option load_config, expected its properties as options"
      })
  void openVinoIsToldNothingThatItWouldIgnore(String option, String message) {
    Provider provider = Provider.parse("ov=lib.so," + option);
    assertThatThrownBy(() -> PluginDialect.OPENVINO.options(provider, 1))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("provider ov: found option ")
        .hasMessageContaining(message);
  }

  @Test
  void valuesAreWrittenAsJson() {
    Provider provider = Provider.parse("ov=lib.so,CACHE_DIR=C:\\a \"b\"");
    assertThat(PluginDialect.OPENVINO.options(provider, 1).get("load_config"))
        .contains("\"CACHE_DIR\":\"C:\\\\a \\\"b\\\"\"");
  }
}
