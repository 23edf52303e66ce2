package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitFactsTest {
  @TempDir private Path root;
  private FakeRoot machine;

  @BeforeEach
  void emptyMachine() {
    machine = new FakeRoot(root);
  }

  @Test
  void theTightestLimitOfVersion2Counts() throws Exception {
    version2("/pods/bench")
        .write("/sys/fs/cgroup/cpu.stat", "usage_usec 1\n")
        .write("/sys/fs/cgroup/memory.stat", "anon 1\n")
        .write("/sys/fs/cgroup/cpuset.cpus.effective", "0-63\n")
        .write("/sys/fs/cgroup/pods/cpu.stat", "usage_usec 1\n")
        .write("/sys/fs/cgroup/pods/cpu.max", "150000 100000\n")
        .write("/sys/fs/cgroup/pods/memory.stat", "anon 1\n")
        .write("/sys/fs/cgroup/pods/memory.max", "2000000000\n")
        .write("/sys/fs/cgroup/pods/cpuset.cpus.effective", "0-3\n")
        .write("/sys/fs/cgroup/pods/bench/cpu.stat", "usage_usec 1\n")
        .write("/sys/fs/cgroup/pods/bench/cpu.max", "max 100000\n")
        .write("/sys/fs/cgroup/pods/bench/memory.stat", "anon 1\n")
        .write("/sys/fs/cgroup/pods/bench/memory.max", "max\n");

    Map<String, Fact> facts = LimitFacts.cgroup(machine.files());

    assertThat(facts.get("version").value()).isEqualTo(2);
    assertThat(facts.get("quota_cpus").value()).isEqualTo(1.5);
    assertThat(facts.get("quota_cpus").source()).isEqualTo("cgroup v2: cpu.max");
    assertThat(facts.get("cpuset").value()).isEqualTo("0-3");
    assertThat(facts.get("memory_limit_bytes").value()).isEqualTo(2e9);
    assertThat(facts.toString()).doesNotContain("bench"); // names of groups may tell users
  }

  @Test
  void noLimitIsNone() throws Exception {
    version2("/x")
        .write("/sys/fs/cgroup/x/cpu.stat", "usage_usec 1\n")
        .write("/sys/fs/cgroup/x/cpu.max", "max 100000\n");

    Map<String, Fact> facts = LimitFacts.cgroup(machine.files());

    assertThat(facts.get("quota_cpus").value()).isEqualTo("none");
    assertThat(facts.get("cpuset").unavailable()).isEqualTo("no cgroup has cpuset.cpus.effective");
    assertThat(facts.get("memory_limit_bytes").unavailable()).contains("not visible");
  }

  @Test
  void version1HasAHierarchyForEachController() throws Exception {
    machine
        .write(
            "/proc/self/cgroup",
            "5:memory:/docker/abc\n4:cpuset:/docker/abc\n3:cpuacct,cpu:/docker/abc\n0::/\n")
        .write("/proc/self/mountinfo", mount("cpu,cpuacct") + mount("cpuset") + mount("memory"))
        .write("/sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 0\n")
        .write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "250000\n")
        .write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
        .write("/sys/fs/cgroup/cpuset/cpuset.effective_cpus", "2,4\n")
        .write("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    Map<String, Fact> facts = LimitFacts.cgroup(machine.files());

    assertThat(facts.get("version").value()).isEqualTo(1);
    assertThat(facts.get("quota_cpus").value()).isEqualTo(2.5);
    assertThat(facts.get("cpuset").value()).isEqualTo("2,4");
    assertThat(facts.get("memory_limit_bytes").value()).isEqualTo("none");
  }

  @Test
  void oddFilesAreNoLimitAndNoFailure() throws Exception {
    for (String odd : new String[] {"", "\n", "max", "0 0\n", "-1 x\n", "100000 0\n"}) {
      version2("/x")
          .write("/sys/fs/cgroup/x/cpu.stat", "\n")
          .write("/sys/fs/cgroup/x/cpu.max", odd);
      assertThat(LimitFacts.cgroup(machine.files()).get("quota_cpus").value()).isEqualTo("none");
    }
    machine.write("/proc/self/cgroup", "nonsense\n::\n0:\n");
    assertThat(LimitFacts.cgroup(machine.files()).get("quota_cpus").unavailable()).isNotNull();
  }

  @Test
  void theAffinityIsThatOfTheProcess() throws Exception {
    machine.write("/proc/self/status", "Cpus_allowed:\tff\nCpus_allowed_list:\t0-7\n");

    Map<String, Fact> facts = LimitFacts.process(machine.files());

    assertThat(facts.get("affinity_cpus").value()).isEqualTo("0-7");
    assertThat(facts.get("affinity_numa_nodes").unavailable()).contains("Mems_allowed_list");
  }

  @Test
  void pathsAreTakenOutOfFlags() {
    assertThat(
            JvmFlags.withoutPaths(
                List.of(
                    "-Xmx2g",
                    "-XX:+UseParallelGC",
                    "-Dzoo=/home/somebody/zoo",
                    "-javaagent:/opt/x y/agent.jar=port=1",
                    "-Xlog:gc*:file=C:\\Users\\me\\gc.log:time",
                    "-Xbootclasspath/a:/x/y.jar",
                    "-Dratio=1/2",
                    "/plain/path")))
        .containsExactly(
            "-Xmx2g",
            "-XX:+UseParallelGC",
            "-Dzoo=<path>",
            "-javaagent:<path>=port=1",
            "-Xlog:gc*:file=<path>:time",
            "-Xbootclasspath/a:<path>",
            "-Dratio=1/2",
            "<path>");
  }

  private FakeRoot version2(String group) throws Exception {
    return machine
        .write("/proc/self/cgroup", "0::" + group + "\n")
        .write("/proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
  }

  private static String mount(String controllers) {
    return "31 23 0:28 /docker/abc /sys/fs/cgroup/"
        + controllers
        + " ro - cgroup cgroup rw,"
        + controllers
        + "\n";
  }
}
