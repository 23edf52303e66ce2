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
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.PluginDialect;
import org.speakerbench.engine.provider.Provider;

/**
 * Plugin libraries of this process: each is registered once, under its path, and stays until the
 * process ends.
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
    options.addExecutionProvider(
        List.of(device), PluginDialect.of(device.getEpName()).options(provider, threads));
  }

  private static synchronized OrtEpDevice device(Provider provider) {
    Path library = provider.library().toAbsolutePath().normalize();
    return DEVICES.computeIfAbsent(library, path -> register(provider, path));
  }

  private static OrtEpDevice register(Provider provider, Path library) {
    if (!Files.isRegularFile(library)) {
      throw refused(provider, "found no file, expected a shared library of a plugin", null);
    }
    OrtEnvironment environment = OnnxRuntime.environment();
    try {
      environment.registerExecutionProviderLibrary(library.toString(), library.toString());
      return environment.getEpDevices().stream()
          .filter(device -> library.toString().equals(device.getEpMetadata().get("library_path")))
          .filter(device -> device.getDevice().getType() == OrtHardwareDeviceType.CPU)
          .findFirst()
          .orElseThrow(() -> refused(provider, "found no CPU device, expected one", null));
    } catch (NoSuchMethodError e) {
      throw refused(
          provider,
          "found ONNX Runtime "
              + OnnxRuntime.version()
              + ", expected a release whose Java API has plugin providers",
          e);
    } catch (OrtException e) {
      throw refused(provider, "expected the library of a plugin, found: " + e.getMessage(), e);
    }
  }

  private static SpeakerbenchException refused(Provider provider, String why, Throwable cause) {
    return new SpeakerbenchException(
        "provider " + provider.name() + " (" + provider.library() + "): " + why, cause);
  }
}
