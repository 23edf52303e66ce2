package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UsableCpusTest {
  @TempDir private Path root;

  @Test
  void listsOfTheKernel() {
    assertThat(UsableCpus.numbers("0-2,8,10-11\n")).containsExactly(0, 1, 2, 8, 10, 11);
    assertThat(UsableCpus.numbers("5")).containsExactly(5);
    for (String odd : new String[] {"", "all", "1-", "-1", "1,,2", "3-x", "99999999999"}) {
      assertThat(UsableCpus.numbers(odd)).isEmpty();
    }
  }

  @Test
  void affinityCpusetAndQuotaTogether() throws Exception {
    FakeRoot machine =
        new FakeRoot(root)
            .affinity("0-7")
            .write("/proc/self/cgroup", "0::/pod\n")
            .write("/proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
            .write("/sys/fs/cgroup/pod/cpuset.cpus.effective", "4-15\n");
    assertThat(read(machine).numbers()).containsExactly(4, 5, 6, 7);
    assertThat(read(machine).count()).hasValue(4);

    machine
        .write("/sys/fs/cgroup/cpu.max", "300000 100000\n")
        .write("/sys/fs/cgroup/pod/cpu.max", "max 100000\n");
    assertThat(read(machine).count()).hasValue(3);

    machine.write("/sys/fs/cgroup/pod/cpu.max", "50000 100000\n");
    assertThat(read(machine).count()).hasValue(0.5);

    machine.write("/sys/fs/cgroup/pod/cpuset.cpus.effective", "64-65\n").affinity("1");
    assertThat(read(machine).numbers()).containsExactly(1); // the cpuset of another view
    assertThat(LimitFacts.process(machine.files()).get("usable_cpus").value()).isEqualTo(0.5);
  }

  @Test
  void whatIsNotToldIsNotKnown() {
    SystemFiles nothing = new SystemFiles(root.resolve("nothing"));

    assertThat(UsableCpus.read(nothing).count()).isEmpty();
    assertThat(UsableCpus.read(nothing).fact().unavailable()).contains("neither");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thoseOfThisMachineAreThoseOfTheJvm() {
    double count = UsableCpus.read(SystemFiles.MACHINE).count().orElseThrow();

    assertThat((int) Math.ceil(count)).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  private static UsableCpus read(FakeRoot machine) {
    return UsableCpus.read(machine.files());
  }
}
