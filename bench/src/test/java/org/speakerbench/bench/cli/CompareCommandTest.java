package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.compare.Runs;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.MeasurementsCsv;
import org.speakerbench.bench.format.Work;

class CompareCommandTest {
  private static final double[] BASE = {100, 101, 99, 100.5, 99.5};

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String base;

  @BeforeEach
  void writeBase() throws IOException {
    base = report("base", Runs.named("base").row(Runs.E2E, BASE));
  }

  @Test
  void theGateDecidesTheExitCode() throws IOException {
    String same = report("same", Runs.named("same").row(Runs.E2E, scaled(1.01)));
    String slow = report("slow", Runs.named("slow").row(Runs.E2E, scaled(1.1)));
    String few = report("few", Runs.named("few").row(Runs.E2E, 100, 110));

    assertThat(compare(base, same, "--gate", "5%")).isEqualTo(0);
    assertThat(lastLine()).startsWith("gate: PASS (rows of e2e and extract by wall clock: 1,");
    assertThat(compare(base, slow, "--gate", "5%")).isEqualTo(1);
    assertThat(lastLine()).startsWith("gate: FAIL (rows of e2e and extract by wall clock: 1,");
    assertThat(compare(base, few, "--gate", "5%")).isEqualTo(2);
    assertThat(lastLine()).startsWith("gate: UNDECIDED (rows of e2e and extract by wall clock: 1,");
    assertThat(out.toString()).contains("5 forks against 2, expected at least 5 on each side");
    assertThat(compare(base, slow)).isEqualTo(0);
    assertThat(out.toString()).doesNotContain("gate:").contains("campplus e2e 3000 ms", "worse");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatIsWrittenSaysTheSame() throws IOException {
    String slow =
        report("slow", Runs.named("slow").fact("cpu", "model", "Other").row(Runs.E2E, scaled(1.1)));
    Path written = folder.resolve("new/comparison");

    assertThat(compare(base, slow, "--gate", "5%", "--out", written.toString())).isEqualTo(1);

    ComparisonRow row = ComparisonCsv.read(written.resolve(ComparisonCsv.FILE)).get(0);
    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.WORSE);
    assertThat(row.baseRun()).isEqualTo("base");
    assertThat(row.newRun()).isEqualTo("slow");
    assertThat(row.ratio()).isEqualTo(1.1);
    assertThat(Files.readString(written.resolve("comparison.md")))
        .contains("Base `base`, new `slow`", "**gate: FAIL", "| campplus e2e 3000 ms | wall |")
        .contains("- different machines: cpu model is Test CPU in the base and Other in the new");
    assertThat(written.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void oneFolderOfTwoVersionsIsEnough() throws IOException {
    String both =
        report(
            "both",
            Runs.named("both").row(Runs.E2E.by(Work.BASE), BASE).row(Runs.E2E, scaled(0.8)));

    assertThat(compare(both)).isEqualTo(0);
    assertThat(out.toString()).contains("better");
    assertThat(compare(base)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "speakerbench: "
                + base
                + ": found a report of one version, expected one of rtf --against, or a second"
                + " report");
  }

  @Test
  void badInputIsOneSentence() throws IOException {
    refused("expected a report folder of speakerbench rtf", base, folder.toString());
    refused("--gate: found 5, expected a percentage such as 5%", base, base, "--gate", "5");
    refused("both reports are of run base, expected two runs", base, base);
    String other = report("other", Runs.named("other").sha256("bb22").row(Runs.E2E, BASE));
    refused("different work: found model_sha256 of campplus bb22", base, other);
    Path cut = folder.resolve("other").resolve(MeasurementsCsv.FILE);
    Files.writeString(cut, Files.readString(cut).stripTrailing());
    refused("the file is cut off", base, other);
  }

  private void refused(String expected, String... arguments) {
    assertThat(compare(arguments)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(expected);
  }

  private int compare(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 1];
    all[0] = "compare";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return RootCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }

  private String lastLine() {
    return out.toString().lines().reduce("", (first, second) -> second);
  }

  private String report(String name, Runs run) throws IOException {
    return run.write(folder.resolve(name)).toString();
  }

  private static double[] scaled(double factor) {
    return Arrays.stream(BASE).map(ms -> ms * factor).toArray();
  }
}
