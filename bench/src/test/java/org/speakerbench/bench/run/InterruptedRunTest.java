package org.speakerbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.Speakerbench;
import org.speakerbench.bench.cli.RootCommand;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.report.Report;

/**
 * A run whose process is killed keeps what it measured, marked incomplete; {@code report} finishes
 * it.
 */
class InterruptedRunTest {
  @TempDir private Path folder;

  @Test
  void whatWasMeasuredCanBeRead() throws Exception {
    Path out = folder.resolve("report");
    Path working = folder.resolve("report.incomplete");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Speakerbench.class.getName(),
                "rtf",
                "--profile=smoke",
                "--forks=20",
                "--stages=read",
                "--out=" + out)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      while (!Files.exists(working.resolve(SummaryCsv.FILE))) {
        assertThat(run.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
        Thread.sleep(20);
      }
      assertNoOtherJmhCanStart(temporary.resolve("jmh.lock"), working);
    } finally {
      run.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    assertThat(out).doesNotExist();
    ReportData report = ReportData.read(working);
    assertThat(report.summary()).isNotEmpty();
    assertThat(report.measurements()).isNotEmpty();
    assertThat(report.environment().fact("run", "complete").value()).isEqualTo(false);
    assertThat(new Report(report).markdown()).contains("INCOMPLETE: the run was cut off");
    assertThat(report.summary())
        .allMatch(row -> row.validity().reasons().get(0).matches("\\d+ of 20 forks"));

    StringWriter said = new StringWriter();
    assertThat(
            RootCommand.run(
                new PrintWriter(said), new PrintWriter(said), "report", working.toString()))
        .as(said.toString())
        .isZero();
    assertThat(working).doesNotExist();
    assertThat(out.resolve("report.md")).content().contains("the run was cut off");
    assertThat(out.resolve("report.html")).exists();
  }

  /** Neither in a fork nor between two: the run owns the lock until a third one has ended. */
  private static void assertNoOtherJmhCanStart(Path lock, Path working) throws Exception {
    long forks = forks(working);
    while (forks(working) < forks + 2) {
      try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        assertThat(file.tryLock()).isNull();
      }
      Thread.sleep(5);
    }
  }

  private static long forks(Path working) {
    return SummaryCsv.read(working.resolve(SummaryCsv.FILE)).get(0).forks();
  }
}
