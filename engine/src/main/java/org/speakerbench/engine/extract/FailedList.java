package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.internal.PendingFile;

/** The utterances that failed, as a table; there is no such file where none did. */
final class FailedList implements AutoCloseable {
  private static final String HEAD = "utterance\tpath\treason\tmessage\n";

  private final Path file;
  private PendingFile pending;

  /** Deletes that of an earlier run. */
  FailedList(Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file);
  }

  void add(ClipFailure failure) throws IOException {
    if (pending == null) {
      pending = PendingFile.open(file);
      write(HEAD);
    }
    write(failure.line());
  }

  private void write(String text) throws IOException {
    pending.out().write(text.getBytes(StandardCharsets.UTF_8));
  }

  void publish() throws IOException {
    if (pending != null) {
      pending.publish();
    }
  }

  @Override
  public void close() throws IOException {
    if (pending != null) {
      pending.close();
    }
  }
}
