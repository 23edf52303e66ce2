package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.internal.Reasons;

/**
 * Working files of a benchmark. JMH runs no tear-down after a set-up that failed, and counts one
 * into the CPU time of the last iteration, so that files are deleted when the JVM ends.
 */
final class BenchFile {
  private BenchFile() {}

  static Path create(String suffix) throws IOException {
    Path file = Files.createTempFile("speakerbench-", suffix);
    file.toFile().deleteOnExit();
    return file;
  }

  /** An empty folder; it is deleted with what is in it. */
  static Path createFolder() throws IOException {
    Path folder = Files.createTempDirectory("speakerbench-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteTree(folder)));
    return folder;
  }

  private static void deleteTree(Path folder) {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      System.err.println("error: " + folder + " could not be deleted: " + Reasons.of(e));
    }
  }
}
