package org.speakerbench.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A working file of a benchmark. JMH runs no tear-down after a set-up that failed, and counts one
 * into the CPU time of the last iteration, so that files are deleted when the JVM ends.
 */
final class BenchFile {
  private BenchFile() {}

  static Path create(String suffix) throws IOException {
    Path file = Files.createTempFile("speakerbench-", suffix);
    file.toFile().deleteOnExit();
    return file;
  }
}
