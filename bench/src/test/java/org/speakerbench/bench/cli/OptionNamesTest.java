package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import picocli.CommandLine;

class OptionNamesTest {
  private static SpeakerbenchException refusal(Setting setting) {
    return new SpeakerbenchException("expected more (", setting, ")");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsAnOptionOfExtract(Setting setting) {
    String message = OptionNames.message(refusal(setting));
    String option = message.replaceFirst("expected more \\((--.+)\\)", "$1");
    assertThat(new CommandLine(new ExtractCommand()).getCommandSpec().findOption(option))
        .as(message)
        .isNotNull();
  }

  @Test
  void theErrorOfAStepNamesTheOption() {
    Waveform clip = new Waveform(new float[1], 16_000);
    assertThatThrownBy(
            () ->
                OptionNames.in(
                        any -> {
                          throw refusal(Setting.RESAMPLING);
                        })
                    .compute(clip))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("expected more (--resample)");
  }
}
