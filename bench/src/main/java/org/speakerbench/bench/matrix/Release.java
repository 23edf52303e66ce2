package org.speakerbench.bench.matrix;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A release of ONNX Runtime for Java.
 *
 * @param version for example {@code 1.23.2}
 * @param jar null for the one that this program has
 */
record Release(String version, Path jar) {
  /** By their numbers, the oldest first. */
  static final Comparator<String> BY_VERSION =
      Comparator.comparingInt((String version) -> part(version, 0))
          .thenComparingInt(version -> part(version, 1))
          .thenComparingInt(version -> part(version, 2))
          .thenComparing(Comparator.naturalOrder());

  boolean isOwn() {
    return jar == null;
  }

  private static int part(String version, int index) {
    String[] parts = version.split("\\.", -1);
    return index < parts.length && parts[index].matches("\\d{1,6}")
        ? Integer.parseInt(parts[index])
        : 0;
  }
}
