package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    assertThat(firstLine())
        .isEqualTo(
            "gate: PASS (e2e and extract by wall clock: a slowdown of 5% is excluded for all rows,"
                + " 1)");
    assertThat(compare(base, slow, "--gate", "5%")).isEqualTo(1);
    assertThat(firstLine()).startsWith("gate: FAIL (e2e and extract by wall clock: 1 worse by");
    assertThat(compare(base, few, "--gate", "5%")).isEqualTo(2);
    assertThat(firstLine())
        .startsWith("gate: UNDECIDED (e2e and extract by wall clock: none worse, but 1 of 1 rows");
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

    assertThat(compare(base, slow, "--gate", "5%", "--out", written.toString())).isEqualTo(2);

    ComparisonRow row = ComparisonCsv.read(written.resolve(ComparisonCsv.FILE)).get(0);
    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.WORSE);
    assertThat(row.baseRun()).isEqualTo("base");
    assertThat(row.newRun()).isEqualTo("slow");
    assertThat(row.ratio()).isEqualTo(1.1);
    String gate = "gate: UNDECIDED (the machines are different: measure both";
    String machines = "CPU Test CPU in the base and Other in the new report";
    String console = out.toString().replace('\n', ' ');
    String markdown = Files.readString(written.resolve("comparison.md"));
    String page = Files.readString(written.resolve("report.html"));
    assertThat(markdown).contains("Base `base`, new `slow`", "**" + gate, "- the machines are");
    assertThat(List.of(console, markdown, page))
        .allSatisfy(text -> assertThat(text).containsOnlyOnce(gate).containsOnlyOnce(machines));
    assertThat(console).containsSubsequence(gate, machines, "campplus e2e 3000 ms");
    assertThat(markdown).containsSubsequence(gate, machines, "| campplus e2e 3000 ms | wall |");
    assertThat(page).containsSubsequence(gate, machines, "<table");
  }

  @Test
  void differentMachinesDecideIfTheyMay() throws IOException {
    String slow =
        report("slow", Runs.named("slow").fact("cpu", "model", "Other").row(Runs.E2E, scaled(1.1)));

    assertThat(compare(base, slow, "--gate", "5%", "--across-machines")).isEqualTo(1);
    assertThat(out.toString()).startsWith("gate: FAIL (").contains("warning: the machines are");
  }

  /** One name, two designs: Zen 5 with AVX-512 and Zen 3 with AVX2. */
  @Test
  void theCommittedReportsAreOfDifferentMachines() {
    String zen5 = "../reports/amd-epyc-2026-11-24-standard";
    String zen3 = "../reports/amd-epyc-2026-11-26-standard";

    assertThat(compare(zen5, zen3, "--gate", "5%")).isEqualTo(2);
    assertThat(firstLine()).startsWith("gate: UNDECIDED (the machines are different");
    assertThat(out.toString().replace('\n', ' '))
        .contains(
            "family/model/stepping 26/2/1 in the base and 25/1/1 in the new report",
            "avx512_vnni",
            "in the base only",
            "caches l1d 48 KiB, l1i 32 KiB, l2 1024 KiB, l3 32768 KiB in the base and l1d 32 KiB")
        .doesNotContain("not known of both");
    assertThat(compare(zen5, zen3, "--gate", "5%", "--across-machines")).isEqualTo(1);
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
            "error: "
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

  private String firstLine() {
    return out.toString().lines().findFirst().orElse("");
  }

  private String report(String name, Runs run) throws IOException {
    return run.write(folder.resolve(name)).toString();
  }

  private static double[] scaled(double factor) {
    return Arrays.stream(BASE).map(ms -> ms * factor).toArray();
  }
}
