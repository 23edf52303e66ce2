package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.zoo.Zoo;

/** Forks for real, of the stage that needs no model. No time is asserted. */
class BaseRunnerTest {
  private static final Cell NEW =
      new Cell(
          new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.READ, "", 0, 1, 1, 3000), null);
  private static final Cell BASE = new Cell(NEW.work().by(Work.BASE), null);

  @TempDir private Path folder;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  /** Other JMH runs on this machine disturb times, which do not matter here. */
  @BeforeAll
  static void shareTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void theForkRunsTheClassesOfTheBaseWithoutTheSlowdown() throws Exception {
    Path file = BaseJars.jar(folder.resolve("base.jar"), Map.of());
    String own = System.getProperty("java.class.path");

    CellRunner.Fork fork = runner(file).run(BASE, 3);

    assertThat(fork.iterations())
        .isNotEmpty()
        .allMatch(iteration -> iteration.fork() == 3)
        .anyMatch(iteration -> iteration.phase() == Phase.MEASURED);
    assertThat(log.toString(StandardCharsets.UTF_8)).contains("-cp, " + file + ",");
    assertThat(System.getProperty("java.class.path")).isEqualTo(own);
    JsonNode jmh = new ObjectMapper().readTree(folder.resolve("jmh-base.json").toFile());
    List<String> arguments = new ArrayList<>();
    jmh.get(0).get("jvmArgs").forEach(argument -> arguments.add(argument.asText()));
    assertThat(arguments)
        .contains("-Dspeakerbench.test.slowdown=0")
        .containsSequence("--add-modules", "jdk.incubator.vector");
    assertThat(arguments.toString()).doesNotContain(folder.toString());
  }

  /** The golden pack of the base is no pack: its forks fail, and those of this program do not. */
  @Test
  void eachSideHasItsOwnClasses() throws Exception {
    Path file = BaseJars.jar(folder.resolve("base.jar"), Map.of(BaseJars.PACK, "[]"));
    String own = System.getProperty("java.class.path");
    CellRunner both = new ProgramRunner(Map.of(Work.SPEAKERBENCH, own(), Work.BASE, runner(file)));

    assertThatThrownBy(() -> both.run(BASE, 1))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageContaining("manifest.json");
    assertThat(System.getProperty("java.class.path")).isEqualTo(own);
    assertThat(both.run(NEW, 1).iterations()).isNotEmpty();
    assertThatThrownBy(() -> both.run(new Cell(NEW.work().by("cpp"), null), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cpp read");
  }

  /** It sends itself the signal when its heap is full, which is soon. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aForkThatCrashesIsToldAndNotTriedAgain() {
    List<String> full = List.of("-Xmx3m", "-XX:OnOutOfMemoryError=kill -SEGV %p");
    ForkRunner crashing =
        new ForkRunner(settings(), full, "clip", folder.resolve("jmh.json"), format());

    assertThatThrownBy(() -> crashing.run(NEW, 1))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageStartingWith("CRASHED by SIGSEGV")
        .matches(e -> !((ForkFailedException) e).byChance());
    assertThat(Path.of("")).isDirectoryNotContaining("glob:hs_err*");
  }

  private CellRunner runner(Path jar) {
    return new BaseRunner(BaseJar.resolve(jar), settings(), "clip", folder, format());
  }

  private CellRunner own() {
    return new ForkRunner(settings(), "clip", folder, format());
  }

  private OutputFormat format() {
    return OutputFormatFactory.createFormatInstance(
        new PrintStream(log, true, StandardCharsets.UTF_8), VerboseMode.EXTRA);
  }

  private RtfSettings settings() {
    return new RtfSettings(
        List.of(),
        BenchClip.DEFAULT,
        OwnFiles.NONE,
        Grids.of(3000, Stage.READ),
        Programs.ALONE,
        Profile.SMOKE,
        1,
        0.02,
        new Zoo(folder.resolve("zoo")));
  }
}
