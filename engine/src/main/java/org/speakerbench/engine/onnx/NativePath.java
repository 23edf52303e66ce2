package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.internal.CacheFolder;

/**
 * Tells ONNX Runtime where its native libraries are, while it loads them: the system property is
 * for all of the process, and another class loader may hold another version.
 */
final class NativePath implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NativePath.class);
  private static final String PREFIX = "onnxruntime.native.";

  /** ONNX Runtime's property for the folder of its libraries. */
  static final String PROPERTY = PREFIX + "path";

  private final boolean set;

  private NativePath(boolean set) {
    this.set = set;
  }

  /** Sets the property to our cache folder, if that is possible and no one has set anything. */
  static NativePath toCache() {
    Optional<Path> folder = isSetByUser() ? Optional.empty() : inCache(CacheFolder.locate());
    folder.ifPresent(path -> System.setProperty(PROPERTY, path.toString()));
    return new NativePath(folder.isPresent());
  }

  private static boolean isSetByUser() {
    return System.getProperties().stringPropertyNames().stream()
        .anyMatch(name -> name.startsWith(PREFIX));
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

  @Override
  public void close() {
    if (set) {
      System.clearProperty(PROPERTY);
    }
  }
}
