package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.internal.Sha256;

class MachineFactsTest {
  private static final String CPUS = "/sys/devices/system/cpu/";

  @TempDir private Path root;
  private FakeRoot machine;

  @BeforeEach
  void emptyMachine() {
    machine = new FakeRoot(root);
  }

  @Test
  void twoSocketsWithTwoThreadsOnACore() throws Exception {
    machine
        .write(CPUS + "online", "0-7\n")
        .write(CPUS + "smt/active", "1\n")
        .write("/sys/devices/system/node/online", "0-1\n")
        .write(CPUS + "cpu0/topology/thread_siblings_list", "0,4\n");
    for (int cpu = 0; cpu < 8; cpu++) {
      cache(cpu, "index0", "1", "Data", "48K", cpu % 4 + "," + (cpu % 4 + 4));
      cache(cpu, "index1", "1", "Instruction", "32K", cpu % 4 + "," + (cpu % 4 + 4));
      cache(cpu, "index2", "2", "Unified", "2048K", cpu % 4 + "," + (cpu % 4 + 4));
      cache(cpu, "index3", "3", "Unified", "36M", cpu % 4 < 2 ? "0-1,4-5" : "2-3,6-7");
      machine
          .write(CPUS + "cpu" + cpu + "/topology/physical_package_id", cpu % 4 / 2 + "\n")
          .write(CPUS + "cpu" + cpu + "/topology/core_id", cpu % 2 + "\n");
    }

    Map<String, Fact> cpu = CpuFacts.collect(machine.files());

    assertThat(value(cpu, "sockets")).isEqualTo(2);
    assertThat(value(cpu, "cores")).isEqualTo(4);
    assertThat(value(cpu, "online_cpus")).isEqualTo("0-7");
    assertThat(value(cpu, "smt_active")).isEqualTo(true);
    assertThat(value(cpu, "thread_siblings")).isEqualTo("0,4");
    assertThat(value(cpu, "numa_nodes")).isEqualTo(2);
    assertThat(value(cpu, "l1d_kib")).isEqualTo(48L);
    assertThat(value(cpu, "l1i_kib")).isEqualTo(32L);
    assertThat(value(cpu, "l2_kib")).isEqualTo(2048L);
    assertThat(value(cpu, "l2_caches")).isEqualTo(4);
    assertThat(value(cpu, "l3_kib")).isEqualTo(36 * 1024L);
    assertThat(value(cpu, "l3_shared_by_cpus")).isEqualTo("0-1,4-5");
    assertThat(value(cpu, "l3_caches")).isEqualTo(2);
  }

  @Test
  void aMachineThatTellsNonsenseIsUnavailable() throws Exception {
    machine
        .write(CPUS + "online", "all\n")
        .write(CPUS + "smt/active", "maybe\n")
        .write(CPUS + "cpu0/topology/physical_package_id", "-1\n")
        .write(CPUS + "cpu0/cpufreq/cpuinfo_max_freq", "<unknown>\n");
    cache(0, "index0", "1", "Data", "big", "0");

    Map<String, Fact> cpu = CpuFacts.collect(machine.files());

    assertThat(cpu.get("online_cpus").unavailable()).endsWith("online is not understood: all");
    assertThat(cpu.get("smt_active").unavailable()).endsWith("not understood: maybe");
    assertThat(cpu.get("sockets").unavailable())
        .isEqualTo(
            "/proc/cpuinfo does not exist; /sys/devices/system/cpu/cpu*/topology/"
                + "physical_package_id does not exist");
    assertThat(cpu.get("mhz_max").unavailable()).endsWith("not understood: <unknown>");
    assertThat(cpu.get("l1d_kib").unavailable()).endsWith("not understood: big");
    assertThat(cpu.get("l3_kib").unavailable()).endsWith("cpu0/cache has no l3");
  }

  @Test
  void clocksThatMayChange() throws Exception {
    machine
        .write(CPUS + "cpu0/cpufreq/scaling_governor", "performance\n")
        .write(CPUS + "cpu1/cpufreq/scaling_governor", "powersave\n")
        .write(CPUS + "cpu2/cpufreq/scaling_governor", "performance\n")
        .write(CPUS + "cpu0/cpufreq/scaling_driver", "intel_pstate\n")
        .write(CPUS + "cpu0/cpufreq/cpuinfo_max_freq", "3100000\n")
        .write(CPUS + "intel_pstate/no_turbo", "1\n")
        .write(CPUS + "cpufreq/boost", "1\n");

    Map<String, Fact> facts = FrequencyFacts.collect(machine.files());

    assertThat(value(facts, "governor")).isEqualTo("performance,powersave");
    assertThat(value(facts, "frequency_driver")).isEqualTo("intel_pstate");
    assertThat(value(facts, "mhz_max")).isEqualTo(3100.0);
    assertThat(value(facts, "turbo")).isEqualTo(false);
    assertThat(facts.get("turbo").source()).endsWith("no_turbo");
  }

  @Test
  void microcodeAndRevision() throws Exception {
    machine.write(
        "/proc/cpuinfo",
        "cpu family\t: 6\nmodel\t\t: 85\nmodel name\t: X\nstepping\t: 4\nmicrocode\t: 0x2006906\n");

    Map<String, Fact> cpu = CpuFacts.collect(machine.files());

    assertThat(value(cpu, "microcode")).isEqualTo("0x2006906");
    assertThat(value(cpu, "family_model_stepping")).isEqualTo("6/85/4");
  }

  @Test
  void hypervisorsAreNamed() throws Exception {
    String clocks = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
    assertThat(Virtualisation.hypervisor(machine.files()).unavailable()).contains("does not exist");

    machine
        .write("/sys/class/dmi/id/sys_vendor", "VMware, Inc.\n")
        .write("/sys/class/dmi/id/product_name", "VMware Virtual Platform\n")
        .write(clocks, "tsc hpet acpi_pm \n");
    assertThat(Virtualisation.hypervisor(machine.files()).value()).isEqualTo("VMware");
    assertThat(Virtualisation.platform(machine.files()).value())
        .isEqualTo("VMware, Inc. VMware Virtual Platform");

    machine.write(clocks, "tsc kvm-clock \n");
    assertThat(Virtualisation.hypervisor(machine.files()).value()).isEqualTo("KVM");

    machine.write("/sys/hypervisor/type", "xen\n");
    assertThat(Virtualisation.hypervisor(machine.files()).value()).isEqualTo("xen");
  }

  @Test
  void aServerIsNoHypervisor() throws Exception {
    machine
        .write("/sys/class/dmi/id/sys_vendor", "Dell Inc.\n")
        .write("/sys/class/dmi/id/product_name", "PowerEdge R740\n");

    assertThat(Virtualisation.hypervisor(machine.files()).unavailable())
        .endsWith("names none that is known");
    assertThat(Virtualisation.platform(machine.files()).value())
        .isEqualTo("Dell Inc. PowerEdge R740");
  }

  @Test
  void containersAreNamed() throws Exception {
    assertThat(Virtualisation.container(machine.files()).unavailable()).isNotNull();
    machine.write("/proc/self/cgroup", "0::/user.slice\n");
    assertThat(Virtualisation.container(machine.files()).value()).isEqualTo("none");
    machine.write("/.dockerenv", "");
    assertThat(Virtualisation.container(machine.files()).value()).isEqualTo("Docker");
    machine.write("/proc/self/cgroup", "0::/kubepods.slice/docker-12.scope\n");
    assertThat(Virtualisation.container(machine.files()).value()).isEqualTo("Kubernetes");
    machine.write("/run/.containerenv", "");
    assertThat(Virtualisation.container(machine.files()).value()).isEqualTo("Podman");
  }

  @Test
  void theMappedLibraryIsHashedAndItsFolderIsNotTold() throws Exception {
    machine
        .write("/home/somebody/libonnxruntime.so.1", "library")
        .write("/home/somebody/libonnxruntime4j_jni.so", "jni")
        .write(
            "/proc/self/maps",
            """
            7f00-7f01 r--p 00000000 fe:00 77                         /home/somebody/libonnxruntime.so.1
            7f01-7f02 r-xp 00001000 fe:00 77                         /home/somebody/libonnxruntime.so.1
            7f03-7f04 r--p 00000000 fe:00 78                         /home/somebody/libonnxruntime4j_jni.so
            7f05-7f06 rw-p 00000000 00:00 0
            """);

    Fact library = NativeLibrary.sha256(machine.files(), "libonnxruntime");

    assertThat(library.value()).isEqualTo(Sha256.of("library".getBytes()));
    assertThat(library.toString()).doesNotContain("somebody");
    assertThat(NativeLibrary.sha256(machine.files(), "libonnxruntime4j_jni").value())
        .isEqualTo(Sha256.of("jni".getBytes()));
  }

  @Test
  void aLibraryThatCannotBeHashedIsUnavailable() throws Exception {
    machine.write("/proc/self/maps", "7f00-7f01 r--p 0 fe:00 77   /tmp/x/libother.so\n");
    assertThat(NativeLibrary.sha256(machine.files(), "libonnxruntime").unavailable())
        .isEqualTo("/proc/self/maps: found 0 files libonnxruntime.so, expected one");

    machine.write(
        "/proc/self/maps", "7f00-7f01 r--p 0 fe:00 77   /tmp/x/libonnxruntime.so (deleted)\n");
    assertThat(NativeLibrary.sha256(machine.files(), "libonnxruntime").unavailable())
        .contains("its file is gone")
        .doesNotContain("/tmp");

    machine.write("/proc/self/maps", "7f00-7f01 r--p 0 fe:00 77   /tmp/x/libonnxruntime.so\n");
    assertThat(NativeLibrary.sha256(machine.files(), "libonnxruntime").unavailable())
        .isEqualTo("libonnxruntime.so cannot be read: no such file or folder");
  }

  /** OSHI as another system would need it; it may know little here, but may not fail. */
  @Test
  void theLibraryTellsWhatNoFileTells() {
    Library oshi = OshiLibrary.everything();

    assertThat(oshi.fact("cpu", "governor")).isEmpty();
    Optional<Fact> memory = oshi.fact("memory", "total_kib");
    assertThat(memory.orElseThrow().source()).isEqualTo("OSHI");
    assertThat((Long) memory.get().value()).isPositive();
    for (String name : new String[] {"model", "sockets", "cores", "mhz", "mhz_max", "l2_kib"}) {
      assertThat(oshi.fact("cpu", name))
          .satisfiesAnyOf(
              fact -> assertThat(fact).isEmpty(),
              fact -> assertThat(fact.orElseThrow().text().orElseThrow()).isNotBlank());
    }
  }

  private void cache(int cpu, String index, String level, String type, String size, String shared)
      throws Exception {
    String folder = String.format(Locale.ROOT, "%scpu%d/cache/%s/", CPUS, cpu, index);
    machine
        .write(folder + "level", level + "\n")
        .write(folder + "type", type + "\n")
        .write(folder + "size", size + "\n")
        .write(folder + "shared_cpu_list", shared + "\n");
  }

  private static Object value(Map<String, Fact> facts, String name) {
    return facts.get(name).value();
  }
}
