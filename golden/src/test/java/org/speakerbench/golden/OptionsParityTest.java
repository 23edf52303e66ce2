package org.speakerbench.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine against the pack of the front end's options: each alone, and pairs that interact. */
class OptionsParityTest {
  private static final GoldenPack PACK = GoldenPack.embedded("options");

  @Test
  void featuresOfAllOptionsAgree() {
    ParityReport report = new ParityCheck(PACK, TestZoo.zoo()).run(List.of());
    assertThat(report.passed()).as(ParityTable.render(report)).isTrue();
    assertThat(report.rows()).hasSize(4 * PACK.clips().size());
  }
}
