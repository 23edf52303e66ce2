package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real busy processes on whatever machine this is, with whatever else it does: what is compared are
 * the kernel's own counts, never times.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BusyProcessTest {
  private static final SystemFiles FILES = SystemFiles.MACHINE;

  /** Of USER_HZ = 100 a second: enough to be no rounding. */
  private static final long TICKS = 60;

  private static final String BUSY = "while :; do :; done";

  @BeforeEach
  void kernelCounts() {
    assumeTrue(CpuTicks.all(FILES).isPresent(), "/proc/stat does not count here");
    assumeTrue(ProcessTicks.own(FILES).isPresent(), "/proc/self/stat does not count here");
  }

  @Test
  void aBusyChildIsNoBackgroundNeitherWhileItRunsNorAfterwards() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", BUSY).start();
    long before;
    try {
      before = own() - ticks(child.pid());
      untilBusy(child.pid());
      assertThat(own() - before).isGreaterThanOrEqualTo(TICKS);
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(ProcessTicks.read(FILES, Long.toString(child.pid()))).isEmpty();
    assertThat(own() - before).isGreaterThanOrEqualTo(TICKS);
  }

  @Test
  void aBusyStrangerIsBackground() throws Exception {
    CpuTicks cpu = CpuTicks.all(FILES).orElseThrow();
    MachineWatch watch = MachineWatch.start();
    // Left behind by its parent, it is nobody's child.
    Process shell =
        new ProcessBuilder("sh", "-c", "(" + BUSY + ") </dev/null >/dev/null 2>&1 & echo $!")
            .start();
    long stranger = number(shell);
    try {
      shell.waitFor();
      ProcessTicks adopted = ProcessTicks.read(FILES, Long.toString(stranger)).orElseThrow();
      assumeTrue(
          adopted.parent() != ProcessHandle.current().pid(), "this JVM adopts orphans: it is init");
      untilBusy(stranger);
      Conditions conditions = watch.stop();
      long total = CpuTicks.all(FILES).orElseThrow().total() - cpu.total();

      // Half of it allows for a kernel that counts CPUs by sampling.
      assertThat(conditions.backgroundShare() * total).isGreaterThan(TICKS / 2.0);
      assertThat(conditions.usableCpus()).isPositive();
      assertThat(ticks(stranger)).isGreaterThanOrEqualTo(TICKS);
    } finally {
      ProcessHandle.of(stranger).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static long own() {
    return ProcessTicks.own(FILES).orElseThrow();
  }

  private static long ticks(long pid) {
    return ProcessTicks.read(FILES, Long.toString(pid)).orElseThrow().ticks();
  }

  private static void untilBusy(long pid) throws InterruptedException {
    long start = ticks(pid);
    while (ticks(pid) - start < TICKS) {
      Thread.sleep(20);
    }
  }

  private static long number(Process shell) throws IOException {
    try (BufferedReader lines = shell.inputReader(StandardCharsets.US_ASCII)) {
      return Long.parseLong(lines.readLine());
    }
  }
}
