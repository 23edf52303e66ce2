package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RtfCommandTest {

  /** The zoo has more models than the published table; a run without options is for the table. */
  @Test
  void thePublishedModelsAreMeasuredByDefault() {
    CommandLine rtf = new CommandLine(new RtfCommand());

    assertThat(rtf.getCommandSpec().findOption("--models").initialValue())
        .isEqualTo("campplus,eres2net-base,eres2net-large,eres2net-huge,eres2netv2");
  }
}
