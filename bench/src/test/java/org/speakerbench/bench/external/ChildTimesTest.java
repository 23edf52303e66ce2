package org.speakerbench.bench.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTimesTest {
  @TempDir private Path folder;

  @Test
  void userAndSystemTimeOfTheChildrenCount() throws IOException {
    assertThat(cpuMs("0m0.50s 0m0.25s\n1m2.500000s 0m0.125000s\n")).isEqualTo(62_625);
    assertThat(cpuMs("0m0,50s 0m0,25s\n0m2,500s 0m0,125s\n")).isEqualTo(2_625);
    assertThat(cpuMs("0m0s 0m0s\n0m1s 0m2s\n")).isEqualTo(3_000);
  }

  @Test
  void whatIsNotToldIsNotKnown() throws IOException {
    assertThat(cpuMs("")).isNaN();
    assertThat(cpuMs("0m0.50s 0m0.25s\n")).isNaN();
    assertThat(ChildTimes.cpuMs(folder.resolve("none"))).isNaN();
  }

  private double cpuMs(String text) throws IOException {
    return ChildTimes.cpuMs(Files.writeString(folder.resolve("times"), text));
  }
}
