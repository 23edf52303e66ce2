package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.onnx.SessionSettings;

class EnvironmentTest {
  @TempDir private Path root;

  @Test
  void withoutAnyFileEveryFactIsThereWithItsReason() {
    Environment environment = collect();
    environment.runEnded();

    assertThat(environment.fact("cpu", "model").unavailable())
        .isEqualTo("/proc/cpuinfo does not exist");
    assertThat(environment.fact("cpu", "hypervisor").unavailable()).isNotNull();
    assertThat(environment.fact("memory", "total_kib").unavailable())
        .isEqualTo("/proc/meminfo does not exist");
    assertThat(environment.fact("load", "before").unavailable()).isNotNull();
    assertThat(environment.fact("load", "after").unavailable()).isNotNull();
    assertThat(environment.label()).startsWith("unknown-");
    for (Map<String, Fact> group : environment.groups().values()) {
      assertThat(group.values()).allMatch(fact -> fact.value() == null || fact.source() != null);
    }
  }

  @Test
  void aXeonIsDescribed() throws Exception {
    String cpu =
        """
        processor\t: %d
        model name\t: Intel(R) Xeon(R) Platinum 8163 CPU @ 2.50GHz
        cpu MHz\t\t: 2500.018
        physical id\t: %d
        core id\t\t: %d
        flags\t\t: fpu sse4_2 avx avx2 avx512f avx512_vnni amx_tile hypervisor

        """;
    write(
        "/proc/cpuinfo", cpu.formatted(0, 0, 0) + cpu.formatted(1, 0, 0) + cpu.formatted(2, 1, 0));
    write("/proc/meminfo", "MemTotal:       24684084 kB\nMemFree: 1 kB\n");
    write("/proc/loadavg", "0.50 0.25 0.10 2/300 4242\n");
    write("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    write("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian\"\n");

    Environment environment = collect();
    write("/proc/loadavg", "1.50 0.25 0.10 2/300 4242\n");
    environment.runEnded();

    assertThat(environment.fact("cpu", "model").value())
        .isEqualTo("Intel(R) Xeon(R) Platinum 8163 CPU @ 2.50GHz");
    assertThat(environment.fact("cpu", "sockets").value()).isEqualTo(2);
    assertThat(environment.fact("cpu", "cores").value()).isEqualTo(2);
    assertThat(environment.fact("cpu", "mhz").value()).isEqualTo(2500.018);
    assertThat(environment.fact("cpu", "isa_flags").value())
        .isEqualTo(List.of("amx_tile", "avx", "avx2", "avx512_vnni", "avx512f", "sse4_2"));
    assertThat(environment.fact("cpu", "hypervisor").value()).isEqualTo(true);
    assertThat(environment.fact("memory", "total_kib").value()).isEqualTo(24_684_084L);
    assertThat(environment.fact("os", "kernel").value()).isEqualTo("6.1.0-18-amd64");
    assertThat(environment.fact("os", "name").value()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
    assertThat(environment.fact("load", "before").value()).isEqualTo("0.50 0.25 0.10");
    assertThat(environment.fact("load", "after").value()).isEqualTo("1.50 0.25 0.10");
    assertThat(environment.label()).isEqualTo("intel-xeon-platinum-8163-avx512-amx");
  }

  @Test
  void anArmProcessorIsDescribedAsFarAsItTells() throws Exception {
    write("/proc/cpuinfo", "processor\t: 0\nFeatures\t: fp asimd asimddp sve i8mm bf16\n");

    Environment environment = collect();

    assertThat(environment.fact("cpu", "model").unavailable())
        .isEqualTo("/proc/cpuinfo has no line model name");
    assertThat(environment.fact("cpu", "isa_flags").value())
        .isEqualTo(List.of("asimd", "asimddp", "bf16", "i8mm", "sve"));
    assertThat(environment.fact("cpu", "hypervisor").unavailable()).isNotNull();
  }

  @Test
  void whatIsNotUnderstoodIsUnavailable() throws Exception {
    write("/proc/meminfo", "MemTotal: plenty\n");
    write("/proc/loadavg", "idle\n");

    assertThat(collect().fact("memory", "total_kib").unavailable())
        .isEqualTo("/proc/meminfo: MemTotal is not understood: plenty");
    assertThat(collect().fact("load", "before").unavailable())
        .isEqualTo("/proc/loadavg is not understood: idle");
  }

  @Test
  void softwareIsAlwaysKnown() {
    Environment environment = collect();

    assertThat(environment.fact("jmh", "version").value()).isEqualTo("1.37");
    assertThat(environment.fact("onnxruntime", "version").text().orElseThrow())
        .matches("\\d+\\.\\d+\\.\\d+");
    assertThat(environment.fact("onnxruntime", "session_options").text().orElseThrow())
        .contains("intra_op_threads=2");
    assertThat(environment.fact("jvm", "java_version").value())
        .isEqualTo(System.getProperty("java.version"));
  }

  @Test
  void thisMachineIsDescribedWithoutItsNames() throws Exception {
    Environment environment = Environment.collect(SessionSettings.DEFAULT);
    environment.runEnded();

    String all = environment.groups().toString();
    assertThat(all)
        .doesNotContain(System.getProperty("user.home") + "/")
        .doesNotContain(System.getProperty("java.io.tmpdir") + "/")
        .doesNotContain(System.getProperty("user.dir"));
    assertThat(environment.fact("onnxruntime", "providers").value().toString())
        .contains("CPUExecutionProvider");
    assertThat((Long) environment.fact("jvm", "heap_max_bytes").value()).isPositive();
    if (Files.exists(Path.of("/proc/self/maps"))) {
      assertThat(environment.fact("onnxruntime", "native_library_sha256").text().orElseThrow())
          .matches("[0-9a-f]{64}")
          .isNotEqualTo(environment.fact("onnxruntime", "jni_library_sha256").value());
    }
  }

  @Test
  void whatNoFileTellsIsAskedOfTheLibrary() throws Exception {
    write("/proc/meminfo", "MemTotal: 7 kB\n");
    Library library =
        (group, name) ->
            List.of("total_kib", "model", "after").contains(name)
                ? Optional.of(Fact.of(group + " by library", "library"))
                : Optional.empty();
    Environment environment =
        Environment.collect(new SystemFiles(root), library, SessionSettings.DEFAULT);

    assertThat(environment.fact("memory", "total_kib").value()).isEqualTo(7L);
    assertThat(environment.fact("cpu", "model").value()).isEqualTo("cpu by library");
    assertThat(environment.fact("cpu", "governor").unavailable()).isNotNull();
    assertThat(environment.fact("load", "after").unavailable()).isEqualTo("the run did not end");
    environment.runEnded();
    assertThat(environment.fact("load", "after").value()).isEqualTo("load by library");
  }

  private Environment collect() {
    return Environment.collect(new SystemFiles(root), Library.NONE, new SessionSettings(2));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
