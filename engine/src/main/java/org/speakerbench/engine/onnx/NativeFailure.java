package org.speakerbench.engine.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;

/** Why the native library of ONNX Runtime does not load, in a sentence that says what to do. */
final class NativeFailure {
  private static final String PLATFORMS =
      "Linux with glibc 2.28 or later on x86_64 or aarch64, macOS on aarch64 or Windows on x86_64";

  private NativeFailure() {}

  static SpeakerbenchException of(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new SpeakerbenchException(
        "the native library of ONNX Runtime does not load on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ": found "
            + root
            + ", expected "
            + expected(root, Path.of(System.getProperty("java.io.tmpdir"))),
        thrown);
  }

  /**
   * What was expected, by the message of the JVM or of the system's linker; all of it where no
   * message of theirs that we know is found.
   */
  static String expected(Throwable root, Path temporary) {
    String message = String.valueOf(root.getMessage());
    String folder =
        "a folder for temporary files that takes 30 MB and allows execution, such as by java"
            + " -Djava.io.tmpdir=FOLDER (it is "
            + temporary
            + ")";
    if (message.contains("already loaded in another classloader")) {
      return "a file of its own for each class loader: without a property "
          + NativePath.PROPERTY
          + " each gets one";
    }
    if (message.contains("GLIBC") || message.contains("CXXABI")) {
      return "a newer system: " + PLATFORMS;
    }
    if (message.contains("ld-linux") || message.contains("libstdc++")) {
      return "the C and C++ libraries of GNU, which Alpine and other systems of musl lack: "
          + PLATFORMS;
    }
    if (message.contains("failed to map segment") || !takesFiles(temporary)) {
      return folder;
    }
    return message.contains("java.library.path") ? PLATFORMS : PLATFORMS + ", and " + folder;
  }

  private static boolean takesFiles(Path folder) {
    return Files.isDirectory(folder)
        && Files.isWritable(folder)
        && folder.toFile().getUsableSpace() >= 30_000_000;
  }
}
