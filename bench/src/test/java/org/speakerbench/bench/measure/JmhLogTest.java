package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.ReportFolder;

class JmhLogTest {
  @TempDir Path folder;

  @Test
  void whatForksPrintIsInTheLogAndNotBeforeTheAnswer() throws IOException {
    PrintStream before = System.out;
    try (JmhLog log = JmhLog.open(folder, false)) {
      log.format().println("of JMH");
      System.out.println("of a fork"); // as JMH does with what a fork sends it
    }
    assertThat(System.out).isSameAs(before);
    assertThat(folder.resolve(ReportFolder.JMH_LOG)).hasContent("of JMH\nof a fork\n");
  }
}
