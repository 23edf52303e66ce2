package org.speakerbench.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachinesTest {
  @Test
  void whatIsEqualInAllThatIdentifiesIsTheSame() {
    Machines machines = machines(next().fact("os", "kernel", "other").fact("cpu", "mhz", 1.5));

    assertThat(machines.same()).isTrue();
    assertThat(machines.notice()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cpu, model, CPU Test CPU in the base and x in the new report",
    "cpu, family_model_stepping, family/model/stepping 25/1/1 in the base and x in the new report",
    "cpu, l2_kib, 'caches l1d 32 KiB, l2 512 KiB in the base and l1d 32 KiB, l2 x KiB in the new report'",
    "cpu, l3_kib, 'caches l1d 32 KiB, l2 512 KiB in the base and l1d 32 KiB, l2 512 KiB, l3 x KiB in the new report'",
    "cpu, logical_cpus, CPUs 2 in the base and x in the new report",
    "onnxruntime, native_library_sha256, native library of ONNX Runtime  0123456789ab in the base and  x in the new report"
  })
  void oneDifferenceMakesAnotherMachine(String group, String name, String expected) {
    Machines machines = machines(next().fact(group, name, "x"));

    assertThat(machines.same()).isFalse();
    assertThat(machines.different()).containsExactly(expected);
    assertThat(machines.verdict()).isEqualTo("the machines are different");
  }

  @Test
  void ofListsOnlyTheDifferenceIsSaid() {
    assertThat(machines(next().fact("cpu", "isa_flags", List.of("avx512f", "fma"))).different())
        .containsExactly("instruction sets avx2 in the base only, avx512f in the new report only");
    assertThat(
            machines(
                    next().fact("onnxruntime", "providers", List.of("CPUExecutionProvider", "Xnn")))
                .different())
        .containsExactly("its providers Xnn in the new report only");
  }

  @Test
  void whatIsNotKnownIsNeitherEqualNorDifferent() {
    Runs base = Runs.named("base").unknown("cpu", "family_model_stepping");
    Machines machines =
        Machines.of(
            base.report().environment(),
            next().unknown("cpu", "family_model_stepping").report().environment());

    assertThat(machines.same()).isFalse();
    assertThat(machines.notice())
        .hasValue(
            "it is not known whether the machines are the same, so that ratios may be theirs and not"
                + " those of the versions: not known of both: family/model/stepping");
    assertThat(machines(next().unknown("cpu", "isa_flags")).unknown())
        .containsExactly("instruction sets");
  }

  /** No name of a hypervisor is known where there is none. */
  @Test
  void aGuestIsNotItsHost() {
    Runs guest = next().fact("cpu", "hypervisor", true);

    assertThat(machines(guest).unknown()).containsExactly("hypervisor");
    assertThat(machines(guest.fact("cpu", "hypervisor_name", "KVM")).different())
        .containsExactly("hypervisor none in the base and KVM in the new report");
  }

  private static Runs next() {
    return Runs.named("new");
  }

  private static Machines machines(Runs next) {
    return Machines.of(Runs.named("base").report().environment(), next.report().environment());
  }
}
