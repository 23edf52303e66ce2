package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

class PluginsTest {
  private static final Map<String, String> CAPABILITIES =
      Map.of("OPTIMIZATION_CAPABILITIES", "WINOGRAD FP32 INT8", "version", "1.8.1");

  @TempDir Path folder;

  @Test
  void aLibraryThatIsNoneIsRefusedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("lib.so"), "no library");
    refused(folder.resolve("none.so"), "found no such file, expected the shared library");
    refused(folder, "found no such file");
    refused(text, "expected the shared library of a plugin that fits ONNX Runtime");
  }

  private static void refused(Path library, String why) {
    Provider provider = Provider.parse("my=" + library);
    assertThatThrownBy(() -> SessionSettings.DEFAULT.with(provider).options())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("provider my (" + library + "): ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  /** The library of ONNX Runtime itself is one, and no plugin. */
  @Test
  void aLibraryThatIsNoPluginIsRefused() throws IOException {
    OnnxRuntime.environment();
    try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
      maps.filter(line -> line.endsWith("libonnxruntime.so"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst()
          .ifPresent(library -> refused(library, "CreateEpFactories"));
    }
  }

  @Test
  void aPrecisionThatTheDeviceDoesNotHaveIsRefused() {
    PluginDevice device = new PluginDevice("OpenVINOExecutionProvider", CAPABILITIES);
    Provider provider = Provider.parse("ov=lib.so");
    device.requireTakes(provider);
    assertThatThrownBy(() -> device.requireTakes(provider.with(ComputePrecision.BF16)))
        .hasMessage(
            "provider ov: found precision bf16, expected one that OpenVINOExecutionProvider has on"
                + " this CPU: f32");
    assertThat(device.version()).isEqualTo("1.8.1");
  }

  @Test
  void aPluginOfAnotherKindNeedsOptions() {
    PluginDevice device = new PluginDevice("OtherExecutionProvider", CAPABILITIES);
    assertThatThrownBy(() -> device.requireTakes(Provider.parse("x=lib.so")))
        .hasMessageContaining("provider x: found no options, expected those that set its threads");
    device.requireTakes(Provider.parse("x=lib.so,a=1").with(ComputePrecision.BF16));
    assertThat(device.dialect().setsPrecision()).isFalse();
  }

  @Test
  void messagesOfNativeCodeAreOneSentence() {
    assertThat(
            NativeMessage.sentence(
                new OrtException(
                    "Error code - ORT_EP_FAIL - message: Exception from src/core.cpp:117:\n"
                        + "Exception from src/config.cpp:505:\nNotFound: Unsupported property FOO"
                        + " by CPU plugin.\n\n\n")))
        .isEqualTo("NotFound: Unsupported property FOO by CPU plugin.");
    assertThat(NativeMessage.sentence(new OrtException("Error code - ORT_FAIL - message: Load\nx")))
        .isEqualTo("Load");
    assertThat(NativeMessage.sentence(new OrtException(""))).isEqualTo("no reason given");
  }
}
