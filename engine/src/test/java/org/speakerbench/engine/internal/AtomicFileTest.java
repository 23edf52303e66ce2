package org.speakerbench.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  void aProcessThatIsToldToEndLeavesNothing() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WriteForEver.class.getName(),
                folder.resolve("f").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(writer.getInputStream().read()).isEqualTo('w');
    assertThat(folder).isDirectoryContaining("glob:**.tmp");
    writer.destroy(); // SIGTERM, for which the JVM does the same as for Ctrl-C
    writer.waitFor();
    assertThat(folder).isEmptyDirectory();
  }

  /** Is in the middle of a file when it tells so, and stays there. */
  static final class WriteForEver {
    public static void main(String[] args) throws IOException {
      AtomicFile.write(
          Path.of(args[0]),
          out -> {
            out.write(new byte[100_000]);
            System.out.write('w');
            System.out.flush();
            while (true) {
              LockSupport.park();
            }
          });
    }
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

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemThatTakesNoMoreIsNamed() {
    Path full = Path.of("/dev/full");
    assertThatThrownBy(() -> AtomicFile.write(full, "text"))
        .isInstanceOf(WriteFailedException.class)
        .hasMessage("/dev/full cannot be written: No space left on device");
  }
}
