package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.ReportFolder;
import org.speakerbench.bench.report.PageSamples;
import org.speakerbench.bench.report.Report;

class ReportCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... args) {
    String[] all = new String[args.length + 1];
    all[0] = "report";
    for (int i = 0; i < args.length; i++) {
      all[i + 1] = args[i].toString();
    }
    return RootCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private Path report(String label) throws IOException {
    Path path = Files.createDirectory(folder.resolve(label));
    new Report(PageSamples.small(label)).write(path);
    return path;
  }

  @Test
  void rendersOneFolderInPlace() throws IOException {
    Path a = report("a");
    Files.delete(a.resolve("report.html"));
    assertThat(run(a)).isEqualTo(RootCommand.OK);
    assertThat(a.resolve("report.html")).exists();
    assertThat(out.toString().strip()).isEqualTo("report: " + a.resolve("report.html"));
  }

  @Test
  void aRunThatWasCutOffGetsItsName() throws IOException {
    Path cutOff = report("a.incomplete");
    Files.delete(cutOff.resolve("report.html"));
    Files.createFile(cutOff.resolve("running.lock")); // left by a process that was killed

    assertThat(run(cutOff)).isEqualTo(RootCommand.OK);

    assertThat(cutOff).doesNotExist();
    assertThat(folder.resolve("a/report.html")).exists();
    assertThat(folder.resolve("a/running.lock")).doesNotExist();
    assertThat(out.toString().strip())
        .isEqualTo("report: " + folder.resolve("a").resolve("report.html"));

    assertThat(run(report("a.incomplete-2"))).isEqualTo(RootCommand.OK);
    assertThat(folder.resolve("a-2/report.html")).exists();
  }

  @Test
  void aRunThatGoesOnKeepsItsName() throws IOException {
    ReportFolder running = ReportFolder.create(folder.resolve("a"));
    new Report(PageSamples.small("a")).writeData(running.working());
    assertThat(run(running.working())).isEqualTo(RootCommand.OK);
    assertThat(running.working().resolve("report.html")).exists();

    running.release();
    assertThat(run(running.working())).isEqualTo(RootCommand.OK);
    assertThat(folder.resolve("a/report.html")).exists();
  }

  @Test
  void mergesSeveral() throws IOException {
    Path merged = folder.resolve("merged");
    assertThat(run(report("a"), report("b"), "--out", merged)).isEqualTo(RootCommand.OK);
    assertThat(merged.resolve("report.html")).exists();
  }

  @Test
  void severalFoldersNeedAPlace() throws IOException {
    assertThat(run(report("a"), report("b"))).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString())
        .startsWith("error: found 2 folders without --out, expected --out DIR to merge them");
  }

  @Test
  void aFolderWithoutAReportIsSaid() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run(report("a"), empty, "--out", folder.resolve("merged")))
        .isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains(empty + ": found no summary.csv in it");
    assertThat(folder.resolve("merged")).doesNotExist();
  }

  @Test
  void thePlaceIsCheckedFirst() throws IOException {
    Path a = report("a");
    assertThat(run(folder.resolve("missing"), "--out", a)).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains("--out " + a + ": found a folder that is not empty");
  }
}
