package org.speakerbench.engine.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which models there are: {@code index.txt} of the assets, a key a line, which {@code
 * golden/python/export_zoo.py} writes.
 */
final class ZooIndex {
  static final String FILE = "index.txt";

  /** In the order of the file; none where there is no file, because the zoo is optional. */
  static final List<String> KEYS = read();

  private ZooIndex() {}

  private static List<String> read() {
    try (InputStream in = ZooAssets.open(FILE)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " of the assets", e);
    }
  }
}
