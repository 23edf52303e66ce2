package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RtfCommandTest {

  /** The zoo has more models than the published table; a run without options is for the table. */
  @Test
  void thePublishedModelsAreMeasuredByDefault() {
    assertThat(new RtfCommand().models())
        .isEqualTo("campplus,eres2net-base,eres2net-large,eres2net-huge,eres2netv2");
  }
}
