package org.speakerbench.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;

/** The CSV is a sealed format: these are its exact bytes. */
class ParityOutputTest {
  private static final String CSV =
      """
      schema_version,pack,clip,model,stage,reference,max_abs,rms,relative_l2,cosine,\
      limit_max_abs,limit_rms,limit_relative_l2,limit_cosine,worst_frame,worst_bin,passed,note
      1,mini,a,,SAMPLES,soundfile,0.0,,,,0.0,,,,,,true,0 of 9 samples differ
      1,mini,a,,FBANK,float64,20.79441541679836,1.0E-7,,,3.0E-4,1.5E-5,,,12,3,false,"torchaudio, knf"
      1,mini,a,,NORMALISED,zero mean,1.0E-5,,,,1.0E-4,,,,,7,true,
      1,mini,a,m,INFERENCE,pytorch,,,1.25E-5,0.99999999,,,3.0E-4,0.999999,,7,true,
      1,mini,a,m,END_TO_END,pytorch,,,,,,,,,,,false,"found ""nothing"", expected something"
      1,mini,a,m,DISTINCT,voice of b,,,1.1,,,,0.02,,,,true,
      """;

  private static final String TABLE =
      """
      golden pack mini: torch 1.13.1, Linux x86_64 avx2
      model            stage        passed  worst               value        limit  clip
      -                SAMPLES         1/1  max error               0            0  a
      -                FBANK           0/1  max error            20.8     0.000300  a
      -                NORMALISED      1/1  max error        1.00e-05     0.000100  a
      m                INFERENCE       1/1  relative L2      1.25e-05     0.000300  a
      m                END_TO_END      0/1  -                       -            -  a
      m                DISTINCT        1/1  relative L2          1.10       0.0200  a
      failed: FBANK a: max error 20.8 > 0.000300 at frame 12 bin 3 (against float64, index 963 \
      expected 1.5 found 22.25); torchaudio, knf
      failed: END_TO_END m, a: found "nothing", expected something (against pytorch)
      parity: FAIL at FBANK (a: max error 20.8 > 0.000300 at frame 12 bin 3), 2 of 6 checks failed
      """;

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  private static ParityRow row(
      String model,
      Stage stage,
      String reference,
      ParityRow.Worst worst,
      String note,
      Measurement... measurements) {
    return ParityRow.measured("a", model, stage, reference, List.of(measurements), worst, note);
  }

  private static ParityReport report(List<ParityRow> rows) {
    return new ParityReport(
        "mini",
        new Provenance("python", Map.of("torch", "1.13.1"), "Linux x86_64", "avx2"),
        List.of("a"),
        List.of("m"),
        rows);
  }

  private static ParityReport report() {
    return report(
        List.of(
            row(
                "",
                Stage.SAMPLES,
                "soundfile",
                null,
                "0 of 9 samples differ",
                Measurement.atMost(0, Metric.MAX_ABS, 0)),
            row(
                "",
                Stage.FBANK,
                "float64",
                new ParityRow.Worst(963, 12, 3, 1.5, 22.25),
                "torchaudio, knf",
                Measurement.atMost(3e-4, Metric.MAX_ABS, 15 * Math.log(4)),
                Measurement.atMost(1.5e-5, Metric.RMS, 1e-7)),
            row(
                "",
                Stage.NORMALISED,
                "zero mean",
                new ParityRow.Worst(7, -1, 7, 0, 1e-5),
                "",
                Measurement.atMost(1e-4, Metric.MAX_ABS, 1e-5)),
            row(
                "m",
                Stage.INFERENCE,
                "pytorch",
                new ParityRow.Worst(7, -1, 7, 1, 1.1),
                "",
                Measurement.atMost(3e-4, Metric.RELATIVE_L2, 1.25e-5),
                Measurement.atLeast(0.999999, Metric.COSINE, 0.99999999)),
            ParityRow.broken(
                "a", "m", Stage.END_TO_END, "pytorch", "found \"nothing\", expected something"),
            row(
                "m",
                Stage.DISTINCT,
                "voice of b",
                null,
                "",
                Measurement.atLeast(0.02, Metric.RELATIVE_L2, 1.1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void writesTheSameBytesInEveryLocale(String tag, @TempDir Path folder) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Path file = folder.resolve("parity.csv");
    Files.writeString(file, "an older report that is longer ".repeat(100));
    report().writeCsv(file);
    assertThat(Files.readString(file)).isEqualTo(CSV);
    assertThat(ParityTable.render(report())).isEqualTo(TABLE);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysSoWhenTheFileCannotBeWritten(@TempDir Path folder) {
    Path file = folder.resolve("missing/parity.csv");
    assertThatThrownBy(() -> report().writeCsv(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  @Test
  void theVerdictIsOneLine() {
    List<ParityRow> rows = report().rows();
    assertThat(report(rows.subList(0, 1)).finalLine())
        .isEqualTo("parity: PASS (1 clip, 1 model, 1 check)");
    assertThat(report(rows.subList(4, 6)).finalLine())
        .isEqualTo(
            "parity: FAIL at END_TO_END (m, a: found \"nothing\", expected something),"
                + " 1 of 2 checks failed");
    assertThat(report(List.of()).finalLine()).isEqualTo("parity: FAIL (nothing was checked)");
    assertThat(report(List.of()).passed()).isFalse();
  }

  @Test
  void theFirstFailureIsTheFirstInTheOrderOfThePipeline() {
    assertThat(report().firstFailure().orElseThrow().stage()).isEqualTo(Stage.FBANK);
    assertThat(report().firstFailure("a", "m").orElseThrow().stage()).isEqualTo(Stage.FBANK);
    assertThat(report().firstFailure("b")).isEmpty();
  }

  @Test
  void aMeasurementThatIsNotANumberPassesNoLimit() {
    assertThat(Measurement.atMost(1, Metric.MAX_ABS, Double.NaN).passes()).isFalse();
    assertThat(Measurement.atLeast(1, Metric.COSINE, Double.NaN).passes()).isFalse();
    assertThat(Measurement.reported(Metric.COSINE, Double.NaN).passes()).isTrue();
  }
}
