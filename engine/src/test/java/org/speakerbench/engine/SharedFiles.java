package org.speakerbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are beside a checkout and in no repository: a trained checkpoint, exports, speech. A
 * test that needs one is skipped where it is absent, and fails if {@code
 * SPEAKERBENCH_REQUIRE_SHARED} is set.
 */
public final class SharedFiles {
  private static final Path FOLDER =
      Path.of(System.getProperty("speakerbench.shared", "../../shared"));

  private SharedFiles() {}

  /** A file or folder by its path, for example {@code models/campplus_cn_en_common.pt}. */
  public static Path require(String relative) {
    Path file = FOLDER.resolve(relative);
    boolean there = Files.exists(file);
    if (System.getenv("SPEAKERBENCH_REQUIRE_SHARED") != null) {
      assertThat(there).as("shared file " + file).isTrue();
    }
    assumeTrue(there, "skipped: found no shared file " + file);
    return file;
  }
}
