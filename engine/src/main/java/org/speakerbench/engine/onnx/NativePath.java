package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.internal.CacheFolder;

/**
 * Tells ONNX Runtime where its native libraries are, while it loads them: the system property is
 * for all of the process, and another class loader may hold another version.
 *
 * <p>A JVM gives a native library, by its path, to one class loader only. The first that comes gets
 * our cache folder; for any other ONNX Runtime unpacks a copy, as it does without us.
 */
final class NativePath {
  private static final Logger LOG = LoggerFactory.getLogger(NativePath.class);
  private static final String PREFIX = "onnxruntime.native.";

  /** ONNX Runtime's property for the folder of its libraries. */
  static final String PROPERTY = PREFIX + "path";

  /** Start of the properties that tell other class loaders which folders are taken. */
  static final String TAKEN = "speakerbench.onnxruntime.taken.";

  /** The same object in all class loaders, each of which has this class of its own. */
  private static final Object PROCESS = (NativePath.class.getName() + ".PROCESS").intern();

  private NativePath() {}

  /**
   * Loads the libraries with the property set to our cache folder, if that is possible, no other
   * class loader took it and no one has set anything.
   */
  static <T> T whileSet(Supplier<T> loading) {
    synchronized (PROCESS) {
      Optional<Path> folder = isSetByUser() ? Optional.empty() : inCache();
      folder = folder.filter(NativePath::take);
      LOG.debug("libraries of ONNX Runtime: {}", folder);
      if (folder.isEmpty()) {
        return loading.get();
      }
      System.setProperty(PROPERTY, folder.get().toString());
      try {
        return loading.get();
      } finally {
        System.clearProperty(PROPERTY);
      }
    }
  }

  static boolean isSetByUser() {
    return System.getProperties().stringPropertyNames().stream()
        .anyMatch(name -> name.startsWith(PREFIX));
  }

  /** For as long as the process lives: ONNX Runtime never lets its class loader go. */
  private static boolean take(Path folder) {
    return System.getProperties().putIfAbsent(TAKEN + folder, "true") == null;
  }

  private static Optional<Path> inCache() {
    try {
      return inCache(CacheFolder.locate());
    } catch (RuntimeException e) {
      LOG.debug("no cache folder", e);
      return Optional.empty();
    }
  }

  /** The folder with the libraries for this machine; empty if ONNX Runtime shall unpack them. */
  static Optional<Path> inCache(Path cache) {
    Optional<NativePlatform> platform =
        NativePlatform.of(System.getProperty("os.name"), System.getProperty("os.arch"));
    try {
      // A class that needs no library itself.
      return platform.isEmpty()
          ? Optional.empty()
          : NativeLibraries.of(OrtException.class::getResource, platform.get(), cache)
              .flatMap(NativeLibraries::ensure);
    } catch (IOException | RuntimeException e) {
      LOG.debug("the libraries of ONNX Runtime cannot be kept in {}", cache, e);
      return Optional.empty();
    }
  }
}
