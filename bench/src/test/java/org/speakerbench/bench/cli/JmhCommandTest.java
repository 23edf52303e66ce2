package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real forks, as short as they can be. */
class JmhCommandTest {
  private static final List<String> SHORTEST =
      List.of("-f", "1", "-wi", "0", "-i", "1", "-r", "1ms");

  @TempDir Path temp;
  private final StringWriter said = new StringWriter();

  @Test
  void aBenchmarkRunsWithVectors() throws Exception {
    Path csv = temp.resolve("result.csv");
    Path log = temp.resolve("log");
    assertThat(run("FbankOnly", "-p", "audioMs=1000", "-rff", "" + csv, "-o", "" + log))
        .isEqualTo(RootCommand.OK);
    assertThat(csv).content().contains("FbankOnly.compute").contains("1000");
    assertThat(log).content().contains("# VM options:", "--add-modules jdk.incubator.vector");
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void aParameterThatNoBenchmarkHasIsRefused() {
    assertThat(run("WavRead", "-p", "klip=a")).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString())
        .startsWith("error: jmh -p klip: found no such parameter")
        .contains("expected one of audioMs, clip");
    assertThat(run("WavRead", "-pmodel=campplus")).isEqualTo(RootCommand.USAGE);
  }

  @Test
  void aForkThatFailsIsAFailure() throws Exception {
    Path log = temp.resolve("log");
    assertThat(run("WavRead", "-p", "clip=flite-awb,nonsense", "-o", "" + log))
        .isEqualTo(RootCommand.FAILED);
    assertThat(said.toString())
        .contains("jmh: 1 failed", "WavRead.read audioMs=3000 clip=nonsense")
        .doesNotContain("clip=flite-awb");
    assertThat(Files.readString(log)).contains("nonsense");
  }

  @Test
  void whatMatchesNothingOrIsNoOptionIsWrongUsage() {
    assertThat(run("NoSuchBenchmark")).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("no benchmark that matches NoSuchBenchmark");
    assertThat(run("-zz")).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("not a recognized option");
  }

  @Test
  void allBehindTheCommandIsJmhs() {
    assertThat(JmhCommand.passedOn("-v", "jmh", "-v", "EXTRA"))
        .containsExactly("-v", "jmh", "--", "-v", "EXTRA");
    assertThat(JmhCommand.passedOn("jmh", "--help")).containsExactly("jmh", "--help");
    assertThat(JmhCommand.passedOn("jmh")).containsExactly("jmh");
    assertThat(JmhCommand.passedOn("extract", "jmh")).containsExactly("extract", "jmh");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("jmh"));
    all.addAll(List.of(arguments));
    all.addAll(SHORTEST);
    PrintWriter out = new PrintWriter(said, true);
    return RootCommand.run(out, out, all.toArray(String[]::new));
  }
}
