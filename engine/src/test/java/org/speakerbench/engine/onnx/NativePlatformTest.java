package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativePlatformTest {

  /** The libraries of the jar of ONNX Runtime 1.29.0. */
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /ai/onnxruntime/native/linux-x64/libonnxruntime.so",
    "Linux, aarch64, /ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
    "Mac OS X, aarch64, /ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib",
    "Windows 11, amd64, /ai/onnxruntime/native/win-x64/onnxruntime.dll"
  })
  void librariesAreFoundWhereTheJarHasThem(String osName, String osArch, String resource) {
    NativePlatform platform = NativePlatform.of(osName, osArch).orElseThrow();
    assertThat(platform.resource(platform.files().get(0))).isEqualTo(resource);
    assertThat(platform.files())
        .allSatisfy(
            file -> assertThat(getClass().getResource(platform.resource(file))).isNotNull());
    assertThat(platform.filesOfOtherBuilds())
        .allSatisfy(file -> assertThat(getClass().getResource(platform.resource(file))).isNull());
  }

  @Test
  void othersAreLeftToOnnxRuntime() {
    assertThat(NativePlatform.of("Linux", "ppc64le")).isEmpty();
    assertThat(NativePlatform.of("FreeBSD", "amd64")).isEmpty();
  }
}
