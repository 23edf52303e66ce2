package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineWatchTest {
  @TempDir private Path root;
  private FakeRoot machine;

  @BeforeEach
  void idleMachine() throws Exception {
    machine = new FakeRoot(root);
    machine.cpu(1000, 500, 8000, 100, 10, 40).process("self", 42, 1, 300, 200);
  }

  @Test
  void whatNeitherThisProcessNorItsChildrenDidIsBackground() throws Exception {
    machine.process("42", 42, 1, 300, 200).process("50", 50, 42, 10, 0);
    MachineWatch watch = MachineWatch.start(machine.files());
    // Of 990 ticks 400 were busy. Own: 30, and 60 of a child that was waited for; a running child
    // 70, its child 40. What is left is background: 150 of another process, 50 of none.
    machine
        .cpu(1250, 590, 8530, 140, 70, 60)
        .process("self", 42, 1, 330, 260)
        .process("42", 42, 1, 330, 260)
        .process("50", 50, 42, 80, 0)
        .process("51", 51, 50, 37, 0)
        .process("60", 60, 1, 147, 0);

    Conditions conditions = watch.stop();

    assertThat(conditions.backgroundShare())
        .isEqualTo((400 - 30 - 60 - 70 - 40) / 990.0, within(1e-12));
    assertThat(conditions.stealShare()).isEqualTo(20 / 990.0, within(1e-12));
  }

  @Test
  void aFineCountThatExceedsTheCoarseOneIsNoBackground() throws Exception {
    MachineWatch watch = MachineWatch.start(machine.files());
    machine.cpu(1100, 500, 8900, 100, 10, 40).process("self", 42, 1, 403, 200);

    assertThat(watch.stop().backgroundShare()).isZero();
  }

  @Test
  void withoutFilesNothingIsKnown() {
    SystemFiles nothing = new SystemFiles(root.resolve("nothing"));

    assertThat(MachineWatch.start(nothing).stop()).isEqualTo(Conditions.UNKNOWN);
  }

  /** On a host of 64 whose other CPUs idle, one loop beside it takes half of the only CPU. */
  @Test
  void loadIsJudgedOverTheCpusThatTheProcessMayUse() throws Exception {
    long[][] idle = new long[64][2];
    machine.cpus(idle).affinity("5");
    MachineWatch watch = MachineWatch.start(machine.files());
    long[][] end = new long[64][2];
    Arrays.setAll(end, cpu -> cpu == 5 ? new long[] {1000, 0} : new long[] {10, 990});
    machine.cpus(end).process("self", 42, 1, 800, 200);

    Conditions conditions = watch.stop();

    assertThat(conditions.backgroundShare()).isEqualTo(0.5, within(1e-12));
    assertThat(conditions.elsewhereShare()).isEqualTo(0.01, within(1e-12));
    assertThat(conditions.usableCpus()).isEqualTo(1);
  }

  @Test
  void loadOnOtherCpusIsKeptApart() throws Exception {
    machine.cpus(new long[4][2]).affinity("0,2");
    MachineWatch watch = MachineWatch.start(machine.files());
    machine
        .cpus(new long[][] {{500, 500}, {1000, 0}, {0, 1000}, {800, 200}})
        .process("self", 42, 1, 800, 200);

    Conditions conditions = watch.stop();

    assertThat(conditions.backgroundShare()).isZero();
    assertThat(conditions.elsewhereShare()).isEqualTo(0.9, within(1e-12));
    assertThat(conditions.usableCpus()).isEqualTo(2);
  }

  /** Of the 10 s of the quota of two CPUs in 5 s, a neighbour in the group took 4. */
  @Test
  void whatOthersTakeOfTheQuotaIsBackground() throws Exception {
    machine
        .cpus(new long[64][2])
        .affinity("0-63")
        .write("/proc/self/cgroup", "0::/pod\n")
        .write("/proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
        .write("/sys/fs/cgroup/cpu.stat", "usage_usec 77\n")
        .write("/sys/fs/cgroup/pod/cpu.max", "200000 100000\n")
        .write("/sys/fs/cgroup/pod/cpu.stat", "usage_usec 1000000\n");
    MachineWatch watch = MachineWatch.start(machine.files());
    long[][] end = new long[64][2];
    Arrays.setAll(end, cpu -> cpu == 0 ? new long[] {400, 100} : new long[] {8, 492});
    machine
        .cpus(end)
        .process("self", 42, 1, 800, 200)
        .write("/sys/fs/cgroup/pod/cpu.stat", "usage_usec 10000000\n");

    Conditions conditions = watch.stop();

    assertThat(conditions.backgroundShare()).isEqualTo(4000 / 10_000.0, within(1e-12));
    assertThat(conditions.usableCpus()).isEqualTo(2);
    assertThat(conditions.elsewhereShare()).isNaN(); // it may use all
  }

  /** A container may show CPUs that it counts anew. */
  @Test
  void cpusThatAreNotListedAreAllCpus() throws Exception {
    machine.cpus(new long[2][2]).affinity("12-13");
    MachineWatch watch = MachineWatch.start(machine.files());
    machine.cpus(new long[][] {{100, 0}, {0, 100}});

    assertThat(watch.stop().backgroundShare()).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void oddFilesAreUnknownAndNoFailure() throws Exception {
    for (String odd : new String[] {"", "cpu\n", "cpu 1 2 3\n", "cpu a b c d e f g h\n", "\0\n"}) {
      machine.write("/proc/stat", odd);
      assertThat(MachineWatch.start(machine.files()).stop()).isEqualTo(Conditions.UNKNOWN);
    }
    machine.cpu(0, 0, 0, 0, 0, 0); // a sandbox that does not account
    assertThat(MachineWatch.start(machine.files()).stop()).isEqualTo(Conditions.UNKNOWN);
    machine.cpu(1, 1, 1, 1, 1, 1);
    for (String odd : new String[] {"", "42", "42 (java", "42 (java) S 1", "x (java) S 1 2 3\n"}) {
      machine.write("/proc/self/stat", odd);
      MachineWatch watch = MachineWatch.start(machine.files());
      machine.cpu(2, 1, 1, 1, 1, 2);
      Conditions conditions = watch.stop();
      machine.cpu(1, 1, 1, 1, 1, 1);
      assertThat(conditions.backgroundShare()).isNaN();
      assertThat(conditions.stealShare()).isEqualTo(0.5);
    }
  }

  @Test
  void aProcessTableThatChangesWhileItIsReadMakesNoCircle() throws Exception {
    machine.process("50", 50, 42, 5, 0).process("51", 42, 50, 5, 0).process("52", 52, 52, 5, 0);

    assertThat(ProcessTicks.own(machine.files())).hasValue(503 + 8 + 8);
  }

  @Test
  void throttlingOfAnyGroupAroundTheProcessCounts() throws Exception {
    machine
        .write("/proc/self/cgroup", "1:name=systemd:/x\n0::/system.slice/bench\n")
        .write("/proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n")
        .write("/sys/fs/cgroup/cpu.stat", "usage_usec 1\n")
        .write("/sys/fs/cgroup/system.slice/cpu.stat", "usage_usec 9\nthrottled_usec 1000\n")
        .write("/sys/fs/cgroup/system.slice/bench/cpu.stat", "throttled_usec 500\n");
    MachineWatch watch = MachineWatch.start(machine.files());
    machine
        .write("/sys/fs/cgroup/system.slice/cpu.stat", "usage_usec 9\nthrottled_usec 3500\n")
        .write("/sys/fs/cgroup/system.slice/bench/cpu.stat", "throttled_usec 1500\n");

    assertThat(watch.stop().throttledMs()).isEqualTo(3.5, within(1e-9));
  }

  @Test
  void throttlingOfVersion1IsInNanoseconds() throws Exception {
    machine
        .write("/proc/self/cgroup", "4:cpu,cpuacct:/docker/abc\n1:name=systemd:/docker/abc\n")
        .write(
            "/proc/self/mountinfo",
            "30 23 0:9 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
                + "31 23 0:28 /docker/abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu,cpuacct\n")
        .write("/sys/fs/cgroup/cpu/cpu.stat", "nr_throttled 1\nthrottled_time 1000000\n");
    MachineWatch watch = MachineWatch.start(machine.files());
    machine.write("/sys/fs/cgroup/cpu/cpu.stat", "nr_throttled 3\nthrottled_time 8000000\n");

    assertThat(watch.stop().throttledMs()).isEqualTo(7, within(1e-9));
  }

  @Test
  void withoutQuotasNothingIsThrottledAndWithoutTheGroupNothingIsKnown() throws Exception {
    machine
        .write("/proc/self/cgroup", "0::/gone\n")
        .write("/proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
    assertThat(MachineWatch.start(machine.files()).stop().throttledMs()).isNaN();

    machine.write("/sys/fs/cgroup/cpu.stat", "usage_usec 1\nuser_usec 1\n");
    assertThat(MachineWatch.start(machine.files()).stop().throttledMs()).isZero();

    Files.delete(root.resolve("proc/self/mountinfo"));
    assertThat(MachineWatch.start(machine.files()).stop().throttledMs()).isNaN();
  }
}
