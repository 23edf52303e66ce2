package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.report.ParityTable;

/** The engine against the pack of the front end's options: each alone, and pairs that interact. */
class OptionsParityTest {
  private static final GoldenPack PACK = GoldenPack.embedded("options");

  @Test
  void featuresOfAllOptionsAgree() {
    ParityReport report = new ParityCheck(PACK, TestZoo.zoo()).run(List.of());
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(report.rows()).hasSize(4 * PACK.clips().size());
  }
}
