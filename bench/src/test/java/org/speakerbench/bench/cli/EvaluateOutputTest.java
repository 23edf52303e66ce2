package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.AccuracyCsv;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Samples;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.report.PageSamples;
import org.speakerbench.bench.report.Report;
import org.speakerbench.bench.run.RtfRun;
import org.speakerbench.engine.SpeakerbenchException;

/** Error rates took hours: nothing that happens to the timing after them may lose them. */
class EvaluateOutputTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private boolean write(EvaluateOutput.Timing timing) throws IOException {
    return EvaluateOutput.check(null, Profile.SMOKE, folder.resolve("report"), "evaluate")
        .write(Samples.accuracy(), timing, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static EvaluateOutput.Timing timed(String... failedForks) {
    ReportData run = PageSamples.small("one");
    Map<String, Map<String, Fact>> groups = new LinkedHashMap<>(run.environment().groups());
    Map<String, Fact> facts = new LinkedHashMap<>(groups.get(RunSettings.GROUP));
    facts.put(RunSettings.FAILED_FORKS, Fact.of(List.of(failedForks), "forks"));
    groups.put(RunSettings.GROUP, facts);
    Report report =
        new Report(new ReportData(Environment.of(groups), run.summary(), run.measurements()));
    return (to, messages) -> {
      report.write(Files.createDirectory(to));
      return new RtfRun.Outcome(report, to);
    };
  }

  @Test
  void errorRatesStayIfTimingFails() throws IOException {
    for (Exception e :
        List.of(
            new SpeakerbenchException("no fork gave a figure"),
            new IOException("no space left"),
            new IllegalStateException("stopped"))) {
      EvaluateOutput.Timing failing =
          (to, messages) -> {
            if (e instanceof IOException io) {
              throw io;
            }
            throw (RuntimeException) e;
          };
      assertThat(write(failing)).isFalse();
      assertThat(err.toString())
          .contains("the report has error rates alone: ")
          .containsPattern("alone: .*" + e.getMessage());
      Path report = folder.resolve("report");
      assertThat(AccuracyCsv.read(report.resolve(AccuracyCsv.FILE)))
          .hasSameSizeAs(Samples.accuracy());
      assertThat(report.resolve(SummaryCsv.FILE)).doesNotExist();
      assertThat(out.toString()).endsWith("Report: " + report + System.lineSeparator());
      Files.move(report, folder.resolve("seen " + e.getMessage()));
    }
  }

  @Test
  void forksThatFailedAreToldByTheExitCode() throws IOException {
    assertThat(write(timed("mine e2e fork 1: killed"))).isFalse();
    Path report = folder.resolve("report");
    assertThat(report.resolve(AccuracyCsv.FILE)).exists();
    assertThat(report.resolve(SummaryCsv.FILE)).exists();
    Files.move(report, folder.resolve("seen"));
    assertThat(write(timed())).isTrue();
    assertThat(err.toString()).isEmpty();
  }
}
