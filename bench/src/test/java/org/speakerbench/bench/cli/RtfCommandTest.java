package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.bench.measure.Profile;

class RtfCommandTest {

  /** The zoo has more models than the published table; a run without options is for the table. */
  @Test
  void thePublishedModelsAreMeasuredByDefault() {
    assertThat(new RtfCommand().models())
        .isEqualTo("campplus,eres2net-base,eres2net-large,eres2net-huge,eres2netv2");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theHelpSaysWhatEachProfileIsFor(Profile profile) {
    StringWriter out = new StringWriter();
    RootCommand.run(new PrintWriter(out), new PrintWriter(out), "rtf", "--help");

    assertThat(out.toString().replaceAll("\\s+", " ")).contains(profile.label() + " (");
  }
}
