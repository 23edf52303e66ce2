package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.statistics.Interval.Kind;

class CaptionTest {
  @Test
  void tellsWhichIntervalsThereAre() {
    assertThat(Caption.intervals(List.of(Kind.WITHIN_RUN, Kind.NONE)))
        .isEqualTo(Kind.WITHIN_RUN.text());
    assertThat(Caption.intervals(List.of(Kind.NONE))).isEqualTo("no interval");
  }
}
