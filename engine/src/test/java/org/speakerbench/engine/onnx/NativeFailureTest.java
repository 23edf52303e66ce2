package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

class NativeFailureTest {
  @TempDir Path temp;

  /** What JVM and linkers say, as seen on machines that lack the thing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Native Library /c/libonnxruntime.so already loaded in another classloader|a file of its own",
        "/c/libonnxruntime.so: version `GLIBC_2.28' not found|a newer system: Linux with glibc 2.28",
        "Error loading shared library ld-linux-x86-64.so.2: No such file or directory|the C and C++ libraries of GNU",
        "/t/libonnxruntime.so: failed to map segment from shared object|a folder for temporary files",
        "no onnxruntime in java.library.path: /usr/lib|Linux with glibc 2.28"
      })
  void theCauseIsNamed(String message, String expected) {
    assertThat(NativeFailure.expected(new UnsatisfiedLinkError(message), temp))
        .startsWith(expected);
  }

  @Test
  void aTemporaryFolderThatTakesNothingIsNamed() {
    Path gone = temp.resolve("gone");
    // What ONNX Runtime says where it could not unpack.
    Throwable unpacked = new UnsatisfiedLinkError("no onnxruntime in java.library.path: /usr/lib");
    assertThat(NativeFailure.expected(unpacked, gone))
        .startsWith("a folder for temporary files")
        .endsWith("(it is " + gone + ")");
  }

  @Test
  void whatIsNotKnownGetsTheWholeList() {
    assertThat(NativeFailure.expected(new IOException("Input/output error"), temp))
        .contains("macOS on aarch64", "-Djava.io.tmpdir=FOLDER");
  }

  @Test
  void theInnermostCauseIsInTheSentence() {
    Throwable root = new UnsatisfiedLinkError("no onnxruntime in java.library.path: /usr/lib");
    SpeakerbenchException failure = NativeFailure.of(new ExceptionInInitializerError(root));
    assertThat(failure)
        .hasMessageContainingAll(
            System.getProperty("os.name"), "found " + root, "expected Linux with glibc 2.28");
  }
}
