package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtHardwareDevice.OrtHardwareDeviceType;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.Provider;

/**
 * Plugin libraries of this process: each is registered once, under its path, and stays until the
 * process ends. Libraries that it needs are found by itself, beside it where it was built so.
 */
final class Plugins {
  /** The CPU device of each library that was registered. */
  private static final Map<Path, OrtEpDevice> DEVICES = new HashMap<>();

  private Plugins() {}

  /**
   * Has a session computed by a plugin on the CPU.
   *
   * @throws SpeakerbenchException if the library is missing, is no plugin or none of a version that
   *     fits, has no CPU device, or does not take its options
   */
  static void add(Provider provider, int threads, OrtSession.SessionOptions options)
      throws OrtException {
    OrtEpDevice device = device(provider);
    PluginDevice described = describe(device);
    described.requireTakes(provider);
    options.addExecutionProvider(List.of(device), described.dialect().options(provider, threads));
  }

  static PluginDevice describe(Provider provider) {
    return describe(device(provider));
  }

  private static PluginDevice describe(OrtEpDevice device) {
    return new PluginDevice(device.getEpName(), device.getEpMetadata());
  }

  private static synchronized OrtEpDevice device(Provider provider) {
    Path library = provider.library().toAbsolutePath().normalize();
    OrtEpDevice known = DEVICES.get(library);
    if (known != null) {
      return known;
    }
    if (!Files.isRegularFile(library)) {
      throw refused(provider, "found no such file, expected the shared library of a plugin", null);
    }
    OrtEpDevice device = register(provider, library.toString());
    DEVICES.put(library, device);
    return device;
  }

  private static OrtEpDevice register(Provider provider, String library) {
    OrtEnvironment environment = OnnxRuntime.environment();
    Set<String> before;
    try {
      before = names(environment);
      environment.registerExecutionProviderLibrary(library, library);
    } catch (OrtException e) {
      throw refused(
          provider,
          "expected the shared library of a plugin that fits ONNX Runtime "
              + OnnxRuntime.version()
              + ", found: "
              + NativeMessage.sentence(e),
          e);
    }
    try {
      return cpu(environment, library, before)
          .orElseThrow(() -> refused(provider, "found no CPU device, expected one", null));
    } catch (OrtException e) {
      throw refused(provider, "its devices cannot be listed: " + NativeMessage.sentence(e), e);
    }
  }

  private static Set<String> names(OrtEnvironment environment) throws OrtException {
    return environment.getEpDevices().stream()
        .map(OrtEpDevice::getEpName)
        .collect(Collectors.toSet());
  }

  /**
   * The CPU itself: some plugins have a second device that chooses among others. Releases before
   * 1.26 do not say of which library a device is: then it is one that was not there before.
   */
  private static Optional<OrtEpDevice> cpu(
      OrtEnvironment environment, String library, Set<String> before) throws OrtException {
    return environment.getEpDevices().stream()
        .filter(device -> isOf(device, library, before))
        .filter(device -> device.getDevice().getType() == OrtHardwareDeviceType.CPU)
        .findFirst();
  }

  private static boolean isOf(OrtEpDevice device, String library, Set<String> before) {
    String said = device.getEpMetadata().get("library_path");
    return said == null ? !before.contains(device.getEpName()) : said.equals(library);
  }

  private static SpeakerbenchException refused(Provider provider, String why, Throwable cause) {
    return new SpeakerbenchException(
        "provider " + provider.name() + " (" + provider.library() + "): " + why, cause);
  }
}
