package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.zoo.Zoo;

class ModelsCommandTest {
  private static final String KEY = "campplus";

  @TempDir Path zoo;
  private final StringWriter said = new StringWriter();

  @Test
  void rmSaysWhatItFreed() {
    new Zoo(zoo).materialize(KEY);
    assertThat(run("rm", KEY, "campplus-192")).isEqualTo(RootCommand.OK);
    assertThat(said.toString())
        .matches(
            "(?s)campplus: 2\\d\\.\\d MB\ncampplus-192: not there\nFreed 2\\d\\.\\d MB in .*\n");
    assertThat(zoo).isEmptyDirectory();
    assertThat(run("rm", "--all")).isEqualTo(RootCommand.OK);
    assertThat(said.toString()).endsWith("Freed 0.0 MB in " + zoo + "\n");
  }

  @Test
  void theFolderMayStandBeforeRm() {
    new Zoo(zoo).materialize(KEY);
    PrintWriter out = new PrintWriter(said, true);
    assertThat(RootCommand.run(out, out, "models", "--zoo-dir=" + zoo, "rm", KEY))
        .isEqualTo(RootCommand.OK);
    assertThat(said.toString()).endsWith(" in " + zoo + "\n");
    assertThat(zoo).isEmptyDirectory();
  }

  @Test
  void rmRefusesWhatItDoesNotKnowBeforeItDeletes() {
    new Zoo(zoo).materialize(KEY);
    assertThat(run("rm", KEY, "camplus")).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("camplus found", "expected one of campplus");
    assertThat(new Zoo(zoo).hasFiles(KEY)).isTrue();
    assertThat(run("rm")).isEqualTo(RootCommand.USAGE);
    assertThat(run("rm", "--all", KEY)).isEqualTo(RootCommand.USAGE);
    assertThat(Files.exists(zoo.resolve(KEY))).isTrue();
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "models";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = "--zoo-dir=" + zoo;
    return RootCommand.run(new PrintWriter(said, true), new PrintWriter(said, true), all);
  }
}
