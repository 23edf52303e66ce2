package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The formats are sealed: the files beside this test change only together with the version in them,
 * or by columns at the end.
 */
class SealedFormatsTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

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

    assertThat(SummaryCsv.text(Samples.summary())).isEqualTo(sealed(SummaryCsv.FILE));
    assertThat(MeasurementsCsv.text(Samples.measurements()))
        .isEqualTo(sealed(MeasurementsCsv.FILE));
    assertThat(EnvironmentJson.text(Samples.report().runId(), Samples.environment()))
        .isEqualTo(sealed(EnvironmentJson.FILE));

    assertThat(AccuracyCsv.text(Samples.accuracy())).isEqualTo(sealed(AccuracyCsv.FILE));

    ReportData read = ReportData.read(file(SummaryCsv.FILE).getParent());
    assertThat(AccuracyCsv.text(read.accuracy())).isEqualTo(sealed(AccuracyCsv.FILE));
    assertThat(read.summary()).isEqualTo(Samples.summary());
    assertThat(read.measurements()).isEqualTo(Samples.measurements());
    assertThat(read.environment().groups()).isEqualTo(Samples.environment().groups());
  }

  @Test
  void whatIsReadBackIsWrittenWithTheSameBytes() throws Exception {
    ReportData read = ReportData.read(file(SummaryCsv.FILE).getParent());

    assertThat(SummaryCsv.text(read.summary())).isEqualTo(sealed(SummaryCsv.FILE));
    assertThat(MeasurementsCsv.text(read.measurements())).isEqualTo(sealed(MeasurementsCsv.FILE));
    assertThat(EnvironmentJson.text(read.runId(), read.environment()))
        .isEqualTo(sealed(EnvironmentJson.FILE));
  }

  /** A later version may add columns: a reader of today takes what it knows. */
  @Test
  void columnsAtTheEndDoNotDisturb() throws Exception {
    Path file = folder.resolve(MeasurementsCsv.FILE);
    Files.writeString(
        file,
        sealed(MeasurementsCsv.FILE)
            .replace("count\n", "count,later\n")
            .replaceAll("(?m)^(2,.*)$", "$1,x"));

    assertThat(MeasurementsCsv.read(file)).isEqualTo(Samples.measurements());
  }

  /** Reports of the same version from before the columns of memory and of the identity. */
  @Test
  void columnsThatCameLaterAreBlankWhereTheyAreMissing() throws Exception {
    Path file = folder.resolve(SummaryCsv.FILE);
    Files.writeString(
        file,
        sealed(SummaryCsv.FILE)
            .replaceAll(",memory_jvm_mb.*", "")
            .replaceAll("(?m)^(2,.*)(,[^,\n]*){12}$", "$1"));

    List<SummaryRow> read = SummaryCsv.read(file);

    assertThat(read).hasSameSizeAs(Samples.summary());
    assertThat(read).allMatch(row -> !row.memory().process().known());
    assertThat(read.get(0)).isEqualTo(Samples.summary().get(0));
    assertThat(read.get(2)).isEqualTo(Samples.summary().get(2));
    assertThat(Samples.summary().get(1).model().identity()).isNotEmpty();
    assertThat(read.get(1).model().identity()).isEmpty();
  }

  private static String sealed(String name) throws Exception {
    return Files.readString(file(name));
  }

  private static Path file(String name) throws IOException, URISyntaxException {
    return Path.of(SealedFormatsTest.class.getResource(name).toURI());
  }
}
