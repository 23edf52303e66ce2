package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

/** The format is sealed: the file beside this test changes only together with the version in it. */
class ComparisonCsvTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

  private static final List<ComparisonRow> ROWS =
      List.of(
          new ComparisonRow(
              "old-20260102T030405Z-standard",
              "new-20260102T040506Z-standard",
              new Work("speakerbench", Scenario.OFFLINE, Stage.E2E, "campplus", 1, 4, 8, 3000),
              Clock.WALL,
              5,
              9,
              40.123456,
              44.5,
              1.109077,
              1.08,
              1.132,
              0.000999001,
              ComparisonVerdict.WORSE,
              "p below 0.01 and the interval is outside the noise band of 2%"),
          new ComparisonRow(
              "old-20260102T030405Z-standard",
              "new-20260102T040506Z-standard",
              new Work("speakerbench", Scenario.SINGLE_STREAM, Stage.FBANK, "", 0, 1, 1, 1000),
              Clock.CPU,
              5,
              2,
              0.000001,
              1234.5,
              1234500000,
              Double.NaN,
              Double.NaN,
              Double.NaN,
              ComparisonVerdict.CANNOT_TELL,
              "the base is INVALID: 2 forks, expected at least 5; \"drift\""));

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(LOCALE);
    TimeZone.setDefault(ZONE);
  }

  @EveryLocaleAndTimeZone
  void theBytesAreTheSameInEveryLocaleAndTimeZone(String locale, String zone) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    TimeZone.setDefault(TimeZone.getTimeZone(zone));

    assertThat(ComparisonCsv.text(ROWS)).isEqualTo(Files.readString(sealed()));
    assertThat(ComparisonCsv.read(sealed())).isEqualTo(ROWS);
  }

  @Test
  void otherVersionsAndVerdictsAreRefused() throws Exception {
    Path file = folder.resolve(ComparisonCsv.FILE);
    String text = Files.readString(sealed());

    Files.writeString(file, text.replaceAll("(?m)^1,", "7,"));
    assertThatThrownBy(() -> ComparisonCsv.read(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(file + ": found schema_version 7, expected 1");
    Files.writeString(file, text.replace(",worse,", ",slower,"));
    assertThatThrownBy(() -> ComparisonCsv.read(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(file + ", line 2: verdict")
        .hasMessageContaining("found slower, expected one of better, worse");
  }

  private static Path sealed() throws Exception {
    return Path.of(ComparisonCsvTest.class.getResource(ComparisonCsv.FILE).toURI());
  }
}
