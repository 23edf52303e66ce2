package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

class ReportFolderTest {
  @TempDir private Path parent;

  @Test
  void theNameComesLast() throws Exception {
    Path target = parent.resolve("a/b/report");
    ReportFolder folder = ReportFolder.create(target);
    Files.writeString(folder.working().resolve("x"), "x");

    assertThat(target).doesNotExist();
    assertThat(folder.working().getFileName()).hasToString("report.incomplete");

    assertThat(folder.complete()).isEqualTo(target);
    assertThat(target.resolve("x")).exists();
    assertThat(folder.working()).doesNotExist();
  }

  @Test
  void anEmptyFolderIsUsed() throws Exception {
    Path target = Files.createDirectory(parent.resolve("report"));

    ReportFolder.create(target).complete();

    assertThat(target).isEmptyDirectory();
    assertThat(parent.toFile().list()).containsExactly("report");
  }

  @Test
  void aReportIsNotOverwritten() throws Exception {
    Path target = Files.createDirectory(parent.resolve("report"));
    Files.writeString(target.resolve("summary.csv"), "x");

    assertThatThrownBy(() -> ReportFolder.requireFree(target))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(target.toString())
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> ReportFolder.requireFree(target.resolve("summary.csv")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found a file");
    assertThatThrownBy(() -> ReportFolder.requireFree(target.resolve("summary.csv/report")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("is no folder");
  }

  @Test
  void checkingLeavesNothingBehind() {
    ReportFolder.requireFree(parent.resolve("a/b"));

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aSecondRunOfTheDayGetsANameOfItsOwn() throws Exception {
    assertThat(ReportFolder.unused(parent, "r")).isEqualTo(parent.resolve("r"));
    Files.createDirectory(parent.resolve("r"));
    Files.createDirectory(parent.resolve("r-2"));
    assertThat(ReportFolder.unused(parent, "r")).isEqualTo(parent.resolve("r-3"));
  }

  @Test
  void aRunThatEndsEarlyKeepsWhatItMeasured() throws Exception {
    ReportFolder nothing = ReportFolder.create(parent.resolve("r"));
    Files.writeString(nothing.working().resolve(ReportFolder.JMH_LOG), "log");
    assertThat(nothing.holdsResults()).isFalse();
    nothing.discard();
    assertThat(parent).isEmptyDirectory();

    ReportFolder some = ReportFolder.create(parent.resolve("r"));
    Files.writeString(some.working().resolve(SummaryCsv.FILE), "x");
    assertThat(some.holdsResults()).isTrue();
    assertThat(some.working().resolve(SummaryCsv.FILE)).exists();
    assertThat(ReportFolder.create(parent.resolve("r")).working().getFileName())
        .hasToString("r.incomplete-2");
  }
}
