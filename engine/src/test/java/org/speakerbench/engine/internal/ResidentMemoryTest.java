package org.speakerbench.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {
  @TempDir private Path folder;

  @Test
  void itIsReadFromTheStatus() throws Exception {
    ResidentMemory memory = read("Name:\tjava\nVmHWM:\t  123456 kB\nVmRSS:\t    1000 kB\n");

    assertThat(memory).isEqualTo(new ResidentMemory(1.024, 126.418944));
    assertThat(memory.known()).isTrue();
  }

  @Test
  void itIsUnknownWhereNoFileTellsIt() throws Exception {
    assertThat(ResidentMemory.read(folder.resolve("none")).known()).isFalse();
    assertThat(read("Name:\tjava\n").known()).isFalse();
    assertThat(read("VmHWM:\tmuch\nVmRSS:\tlittle\n").known()).isFalse();
    assertThat(read("VmRSS:\t1000 kB\n").known()).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thatOfThisProcessIsKnown() {
    ResidentMemory memory = ResidentMemory.now();

    assertThat(memory.nowMb()).isBetween(10.0, memory.peakMb());
  }

  private ResidentMemory read(String text) throws Exception {
    return ResidentMemory.read(Files.writeString(folder.resolve("status"), text));
  }
}
