package org.speakerbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void contentReplacesWhatWasThere() throws IOException {
    Path file = folder.resolve("f");
    AtomicFile.write(file, "one");
    AtomicFile.write(file, "two");
    assertThat(file).hasContent("two");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("f");
    AtomicFile.write(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aSymbolicLinkStaysALink() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    AtomicFile.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void theLongestNameIsNoProblem() throws IOException {
    Path file = folder.resolve("n".repeat(255));
    AtomicFile.write(file, "x");
    assertThat(file).hasContent("x");
  }

  @Test
  void leftoversOfATargetAreDeletedAndNoOthers() throws IOException {
    Path leftover = Files.writeString(folder.resolve(".model.weights.k3v.tmp"), "x");
    Path other = Files.writeString(folder.resolve(".model.onnx.k3v.tmp"), "x");
    AtomicFile.deleteLeftovers(folder.resolve("model.weights"));
    assertThat(leftover).doesNotExist();
    assertThat(other).exists();
  }
}
