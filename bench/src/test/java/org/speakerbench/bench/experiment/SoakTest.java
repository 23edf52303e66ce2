package org.speakerbench.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.speakerbench.engine.zoo.ModelRef;

/** That it runs and what it prints; memory of so short a run says nothing. */
class SoakTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void bitsStayAndNothingIsLeftOpen() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Soak.run(
        ModelRef.parse("xvector"), 100, 4, new PrintStream(printed, true, StandardCharsets.UTF_8));

    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(52);
    assertThat(lines.get(0)).isEqualTo("extractions,rss_mb");
    assertThat(lines.get(50)).matches("100,[0-9.]+");
    assertThat(lines.get(51))
        .contains("bits the same; left open: 0 files, ")
        .matches(".* (0|-\\d+) direct buffers, expected none");
  }
}
