package org.speakerbench.engine.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A platform as ONNX Runtime names it in its jar, {@code ai.onnxruntime.OnnxRuntime.initOsArch}.
 *
 * @param name for example {@code linux-x64}
 * @param prefix of a library's file name
 * @param suffix of a library's file name
 */
record NativePlatform(String name, String prefix, String suffix) {
  private static final String PROVIDERS_SHARED = "onnxruntime_providers_shared";

  /** The platform of these system properties; empty if we know no libraries for it. */
  static Optional<NativePlatform> of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch =
        switch (osArch) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "aarch64";
          default -> "";
        };
    if (arch.isEmpty()) {
      return Optional.empty();
    }
    if (os.startsWith("linux")) {
      return Optional.of(new NativePlatform("linux-" + arch, "lib", ".so"));
    }
    if (os.startsWith("mac")) {
      return Optional.of(new NativePlatform("osx-" + arch, "lib", ".dylib"));
    }
    return os.startsWith("windows")
        ? Optional.of(new NativePlatform("win-" + arch, "", ".dll"))
        : Optional.empty();
  }

  /** Files that a CPU build consists of. */
  List<String> files() {
    return isWindows()
        ? List.of(file("onnxruntime"), file("onnxruntime4j_jni"), file(PROVIDERS_SHARED))
        : List.of(file("onnxruntime"), file("onnxruntime4j_jni"));
  }

  /** Files that say that it is another build. */
  List<String> filesOfOtherBuilds() {
    return isWindows()
        ? List.of(
            file("onnxruntime_providers_cuda"),
            file("onnxruntime_providers_openvino"),
            file("onnxruntime_providers_dnnl"),
            file("onnxruntime_providers_qnn"),
            file("webgpu_dawn"))
        : List.of(file(PROVIDERS_SHARED), file("webgpu_dawn"));
  }

  /** Where a file is in the jar. */
  String resource(String file) {
    return "/ai/onnxruntime/native/" + name + "/" + file;
  }

  private boolean isWindows() {
    return name.startsWith("win");
  }

  private String file(String library) {
    return prefix + library + suffix;
  }
}
