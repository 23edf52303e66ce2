package org.speakerbench.bench.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.measure.ForkFailedException;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class ShellCommandTest {
  /** Counting keeps a shell busy for some tens of milliseconds at least. */
  private static final String BUSY = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

  @TempDir private Path folder;

  @Test
  void theCpuTimeIsThatOfAllProcessesOfTheCommand() throws Exception {
    ShellCommand.Timing idle = shell().run("sleep 0.2");
    ShellCommand.Timing busy = shell().run("sh -c '" + BUSY + "' | cat");

    assertThat(idle.wallMs()).isGreaterThanOrEqualTo(200);
    assertThat(idle.cpuMs()).isBetween(0.0, 150.0);
    assertThat(busy.cpuMs()).isGreaterThan(idle.cpuMs());
  }

  /** Neither takes the shell away that tells the times. */
  @Test
  void aCommandMayExecAndExit() throws Exception {
    assertThat(shell().run("exec true").cpuMs()).isNotNaN();
    assertThat(shell().run("exit 0 # done").cpuMs()).isNotNaN();
  }

  @Test
  void failuresAreToldInTheirOwnLastWords() {
    refused("echo one; echo two >&2; echo; exit 3", "exit code 3, expected 0", "printed: two");
    refused("exit 4", "exit code 4", "(none)");
    refused("/none/program", "exit code 127", "/none/program");
    refused("kill -9 $$", "exit code 137");
    refused("echo 'unfinished", "exit code 2");
  }

  @Test
  void aCommandThatDoesNotEndIsEndedWithItsChildren() throws Exception {
    Path pid = folder.resolve("pid");
    ShellCommand shell = new ShellCommand(folder, Duration.ofMillis(500));

    assertThatThrownBy(() -> shell.run("sleep 600 & echo $! > '" + pid + "'; wait"))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageContaining("it was ended after 0.5 s");
    long sleeping = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(sleeping).ifPresent(child -> child.onExit().join());
    assertThat(ProcessHandle.of(sleeping).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void thereIsNoInput() throws Exception {
    assertThat(shell().run("cat").wallMs()).isPositive();
  }

  private ShellCommand shell() {
    return new ShellCommand(folder, Duration.ofMinutes(1));
  }

  private void refused(String command, String... sentence) {
    assertThatThrownBy(() -> shell().run(command))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageContainingAll(sentence);
  }
}
