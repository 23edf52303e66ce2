package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.speakerbench.bench.statistics.Ratio;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

/**
 * The format is sealed: the file beside this test changes only together with the version in it, or
 * by columns at the end. Each column has a value once and is blank once, as far as it can be.
 */
class ProfileCsvTest {
  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static final double NONE = Double.NaN;
  private static final SortedMap<String, String> NO_OPTIONS = new TreeMap<>();

  @AfterEach
  void restore() {
    Locale.setDefault(LOCALE);
    TimeZone.setDefault(ZONE);
  }

  private static ProfileSubject subject() {
    return new ProfileSubject(
        Samples.summary().get(0).run(),
        "my \"model\", 2",
        GraphForm.TUNED,
        new Provider("openvino", Path.of("plugin.so"), NO_OPTIONS, ComputePrecision.BF16),
        "1.29.0",
        "flite-awb",
        3000,
        298,
        1,
        20,
        Verdict.REDUCED,
        0.99871234567);
  }

  private static List<ProfileRow> rows() {
    OptionalLong none = OptionalLong.empty();
    return List.of(
        new ProfileRow(
            ProfileLevel.SESSION,
            2,
            "with_profiler",
            "",
            "",
            0,
            1,
            48.2515,
            NONE,
            none,
            NONE,
            "",
            NONE,
            NONE,
            0,
            "",
            new Ratio(1.0931, 1.0812345678, 1.1),
            ""),
        new ProfileRow(
            ProfileLevel.CEILING,
            5,
            "gemm-bf16",
            "",
            "",
            0,
            0,
            NONE,
            NONE,
            none,
            NONE,
            "",
            NONE,
            NONE,
            0,
            "",
            null,
            "provider cpu has none, it says"),
        new ProfileRow(
            ProfileLevel.NODE,
            17,
            "/head/conv1/Conv",
            "nchwc Conv",
            "head/conv1",
            1,
            1,
            0.0002345678,
            1.0 / 3,
            OptionalLong.of(6_865_920),
            104.4567,
            "gemm",
            0.7312345,
            0.63,
            3_146_000,
            "compute",
            null,
            ""),
        new ProfileRow(
            ProfileLevel.OPERATOR,
            1,
            "Relu",
            "",
            "",
            55,
            110,
            1.5,
            0.035,
            OptionalLong.of(0),
            NONE,
            "",
            NONE,
            NONE,
            39_600_000,
            "",
            null,
            ""));
  }

  @EveryLocaleAndTimeZone
  void theBytesAreTheSameInEveryLocaleAndTimeZone(String locale, String zone) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    TimeZone.setDefault(TimeZone.getTimeZone(zone));

    assertThat(ProfileCsv.text(subject(), rows())).isEqualTo(sealed());
  }

  private static String sealed() throws Exception {
    return Files.readString(Path.of(ProfileCsvTest.class.getResource(ProfileCsv.FILE).toURI()));
  }
}
