package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DownloadLineTest {
  private final StringWriter said = new StringWriter();

  private void download(boolean terminal) {
    try (DownloadLine line = new DownloadLine(new PrintWriter(said), terminal)) {
      line.at(1_000_000, 4_000_000);
      line.at(1_100_000, 4_000_000); // too soon
      line.note("silence");
      line.at(4_000_000, 4_000_000);
    }
  }

  @Test
  void aPersonSeesItGrow() {
    download(true);
    assertThat(said).hasToString("\r1.0 of 4.0 MB (25%)\nnote: silence\n\r4.0 of 4.0 MB (100%)\n");
  }

  @Test
  void aLogGetsTheNotesOnly() {
    download(false);
    assertThat(said).hasToString("note: silence\n");
  }
}
