package org.speakerbench.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
  @TempDir private Path folder;

  @Test
  void reasonsAreWords() throws IOException {
    assertThat(of(() -> Files.readAllBytes(folder.resolve("none"))))
        .isEqualTo("no such file or folder");
    assertThat(of(() -> Files.createDirectory(folder)))
        .isEqualTo("something of that name is there");
    assertThat(of(() -> Files.list(Files.createFile(folder.resolve("file")))))
        .isEqualTo("no folder");
    assertThat(Reasons.of(new MalformedInputException(1))).isEqualTo("not UTF-8");
    assertThat(Reasons.of(new ClosedByInterruptException())).isEqualTo("interrupted");
    assertThat(Reasons.of(new OutOfMemoryError("Java heap space"))).isEqualTo("memory ran out");
    assertThat(Reasons.of(new IOException("Input/output error"))).isEqualTo("Input/output error");
    assertThat(Reasons.of(new IOException())).isEqualTo("the system gives no reason");
  }

  private static String of(ThrowingCallable action) {
    return Reasons.of(catchThrowable(action));
  }
}
