package org.speakerbench.golden.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.golden.check.MeasuredError;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.check.ParityStage;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Peer;
import org.speakerbench.golden.pack.Provenance;

/** The CSV is a sealed format: these are its exact bytes. */
class ParityOutputTest {
  private static final String CSV =
      """
      schema_version,pack,clip,model,stage,reference,metric,value,limit,bound,\
      torchaudio,kaldi_native_fbank,onnxruntime,worst_frame,worst_bin,worst_index,\
      expected,actual,passed,note,graph,provider,compute_precision
      2,mini,a,,SAMPLES,soundfile,max_abs,0.0,0.0,at_most,,,,,,,,,true,0 of 9 samples differ,,,
      2,mini,a,,FBANK,float64,max_abs,20.79441541679836,3.0E-4,at_most,1.25E-4,1.5E-4,,\
      12,3,963,1.5,22.25,false,"knf, ta",,,
      2,mini,a,,FBANK,float64,rms,1.0E-7,1.5E-5,at_most,1.0E-5,,,12,3,963,1.5,22.25,true,"knf, ta",,,
      2,mini,a,,NORMALISED,zero mean,max_abs,1.0E-5,1.0E-4,at_most,,,,,7,7,0.0,1.0E-5,true,,,,
      2,mini,a,m,INFERENCE,pytorch,relative_l2,1.25E-5,3.0E-4,at_most,,,1.5E-5,,,7,1.0,1.1,true,,official,cpu,f32
      2,mini,a,m,INFERENCE,pytorch,cosine,0.99999999,0.999999,at_least,,,0.9999999,,,7,1.0,1.1,true,,official,cpu,f32
      2,mini,a,m,INFERENCE,pytorch,max_abs,NaN,,none,,,,,,7,1.0,1.1,true,,official,cpu,f32
      2,mini,a,m,END_TO_END,pytorch,,,,,,,,,,,,,false,"found ""nothing"", expected something",official,cpu,f32
      2,mini,a,m (tuned),DISTINCT,voice of b,relative_l2,1.1,0.02,at_least,,,,,,,,,true,,tuned,cpu,f32
      """;

  private static final String SUMMARY =
      """
      golden pack mini: torch 1.13.1, Linux x86_64 avx2
      model      stage       passed  verdict  worst           value     limit      used  clip
      -          SAMPLES        1/1  ok       max error           0         0        0%  a
      -          FBANK          0/1  FAIL     max error        20.8  0.000300  6.9e+06%  a
      -          NORMALISED     1/1  ok       max error    1.00e-05  0.000100       10%  a
      m          INFERENCE      1/1  ok       relative L2  1.25e-05  0.000300        4%  a
      m          END_TO_END     0/1  FAIL     -                   -         -         -  a
      m (tuned)  DISTINCT       1/1  ok       relative L2      1.10    0.0200        2%  a
      failed: FBANK a: max error 20.8 > 0.000300 at frame 12 bin 3 (against float64, index 963 \
      expected 1.5 found 22.25, torchaudio 0.000125, kaldi-native-fbank 0.000150); knf, ta
      failed: END_TO_END m, a: found "nothing", expected something (against pytorch)
      parity: FAIL at FBANK (a: max error 20.8 > 0.000300 at frame 12 bin 3), 2 of 6 checks failed
      """;

  private static final String CLIPS =
      """

      == mini: front end
      clip  stage       metric         ours  torchaudio  kaldi-native-fbank     limit      used  \
      verdict  largest error           against
      a     SAMPLES     max error         0           -                   -         0        0%  \
      ok       -                       soundfile
      a     FBANK       max error      20.8    0.000125            0.000150  0.000300  6.9e+06%  \
      FAIL     20.8 at frame 12 bin 3  float64
      a     NORMALISED  max error  1.00e-05           -                   -  0.000100       10%  \
      ok       1.00e-05 at bin 7       zero mean

      == mini: m
      clip  stage       metric           ours  onnxruntime     limit  used  verdict  largest error  against
      a     INFERENCE   relative L2  1.25e-05     1.50e-05  0.000300    4%  ok       0.100 at [7]   pytorch
      a     END_TO_END  -                   -            -         -     -  FAIL     -              pytorch

      == mini: m (tuned)
      clip  stage     metric       ours  onnxruntime   limit  used  verdict  largest error  against
      a     DISTINCT  relative L2  1.10            -  0.0200    2%  ok       -              voice of b

      """;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  private static ParityRow row(
      String model,
      ParityStage stage,
      String reference,
      ParityRow.Worst worst,
      String note,
      MeasuredError... measurements) {
    return ParityRow.measured("a", model, stage, reference, List.of(measurements), worst, note);
  }

  private static MeasuredError beside(MeasuredError ours, Map<Peer, Double> peers) {
    return new MeasuredError(ours.metric(), ours.value(), ours.limit(), ours.bound(), peers);
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
                ParityStage.SAMPLES,
                "soundfile",
                null,
                "0 of 9 samples differ",
                MeasuredError.atMost(0, Metric.MAX_ABS, 0)),
            row(
                "",
                ParityStage.FBANK,
                "float64",
                new ParityRow.Worst(963, 12, 3, 1.5, 22.25),
                "knf, ta",
                beside(
                    MeasuredError.atMost(3e-4, Metric.MAX_ABS, 15 * Math.log(4)),
                    Map.of(Peer.TORCHAUDIO, 1.25e-4, Peer.KALDI_NATIVE_FBANK, 1.5e-4)),
                beside(
                    MeasuredError.atMost(1.5e-5, Metric.RMS, 1e-7), Map.of(Peer.TORCHAUDIO, 1e-5))),
            row(
                "",
                ParityStage.NORMALISED,
                "zero mean",
                new ParityRow.Worst(7, -1, 7, 0, 1e-5),
                "",
                MeasuredError.atMost(1e-4, Metric.MAX_ABS, 1e-5)),
            row(
                "m",
                ParityStage.INFERENCE,
                "pytorch",
                new ParityRow.Worst(7, -1, -1, 1, 1.1),
                "",
                beside(
                    MeasuredError.atMost(3e-4, Metric.RELATIVE_L2, 1.25e-5),
                    Map.of(Peer.ONNXRUNTIME, 1.5e-5)),
                beside(
                    MeasuredError.atLeast(0.999999, Metric.COSINE, 0.99999999),
                    Map.of(Peer.ONNXRUNTIME, 0.9999999)),
                MeasuredError.reported(Metric.MAX_ABS, Double.NaN)),
            ParityRow.broken(
                "a",
                "m",
                ParityStage.END_TO_END,
                "pytorch",
                "found \"nothing\", expected something"),
            row(
                "m (tuned)",
                ParityStage.DISTINCT,
                "voice of b",
                null,
                "",
                MeasuredError.atLeast(0.02, Metric.RELATIVE_L2, 1.1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void writesTheSameBytesInEveryLocale(String tag, @TempDir Path folder) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    Path file = folder.resolve("parity.csv");
    Files.writeString(file, "an older report that is longer ".repeat(100));
    ParityCsv.write(report().alone(), file);
    assertThat(Files.readString(file)).isEqualTo(CSV);
    assertThat(ParityTable.summary(report().alone())).isEqualTo(SUMMARY);
    StringWriter text = new StringWriter();
    ParityTable.print(report().alone(), new PrintWriter(text));
    assertThat(text.toString()).isEqualTo(ParityTable.LEGEND + CLIPS + SUMMARY);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void theNumbersReadBackAsTheSameDoubles(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("parity.csv");
    ParityCsv.write(report().alone(), file);
    List<MeasuredError> written =
        report().rows().stream().flatMap(row -> row.errors().stream()).toList();
    List<CSVRecord> read;
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(Files.newBufferedReader(file))) {
      read = parser.stream().filter(record -> !record.get("metric").isEmpty()).toList();
    }
    assertThat(read).hasSameSizeAs(written).isNotEmpty();
    for (int i = 0; i < read.size(); i++) {
      CSVRecord record = read.get(i);
      assertThat(Double.parseDouble(record.get("value")))
          .isEqualTo(Double.valueOf(written.get(i).value()));
      assertThat(record.get("limit").isEmpty()).isEqualTo(!written.get(i).limited());
      if (written.get(i).limited()) {
        assertThat(Double.parseDouble(record.get("limit")))
            .isEqualTo(Double.valueOf(written.get(i).limit()));
      }
    }
  }

  @Test
  void saysSoWhenTheFileCannotBeWritten(@TempDir Path folder) {
    Path file = folder.resolve("missing/parity.csv");
    assertThatThrownBy(() -> ParityCsv.write(report().alone(), file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("cannot write " + file);
  }

  @Test
  void everyPeerHasItsColumn() {
    String header = CSV.lines().findFirst().orElseThrow();
    assertThat(header.split(","))
        .containsAll(
            Arrays.stream(Peer.values()).map(peer -> peer.label().replace('-', '_')).toList());
  }

  /** To a writer that keeps what it is given until it is flushed. */
  @Test
  void printsAtOnce() {
    ParityReports reports = report().alone();
    StringWriter summary = new StringWriter();
    ParityTable.printSummary(reports, new PrintWriter(new BufferedWriter(summary)));
    assertThat(summary.toString()).isEqualTo(ParityTable.summary(reports));
    StringWriter full = new StringWriter();
    ParityTable.print(reports, new PrintWriter(new BufferedWriter(full)));
    assertThat(full.toString()).isEqualTo(ParityTable.full(reports)).isNotEqualTo("");
  }

  @Test
  void theVerdictIsOneLine() {
    List<ParityRow> rows = report().rows();
    assertThat(report(rows.subList(0, 1)).finalLine())
        .isEqualTo("parity: PASS (1 pack, 1 clip, 1 model, 1 check)");
    assertThat(report(rows.subList(4, 6)).finalLine())
        .isEqualTo(
            "parity: FAIL at END_TO_END (m, a: found \"nothing\", expected something),"
                + " 1 of 2 checks failed");
    assertThat(report(List.of()).finalLine()).isEqualTo("parity: FAIL (nothing was checked)");
    assertThat(report(List.of()).passed()).isFalse();
  }

  @Test
  void severalPacksHaveOneVerdictAndOneFile() throws Exception {
    ParityReport good = report(report().rows().subList(0, 1));
    ParityReport other =
        new ParityReport(
            "other", good.provenance(), List.of("b", "c"), List.of("m", "n"), good.rows());
    ParityReports passed = new ParityReports(List.of(good, other));
    assertThat(passed.passed()).isTrue();
    assertThat(passed.finalLine()).isEqualTo("parity: PASS (2 packs, 3 clips, 2 models, 2 checks)");

    ParityReport late =
        new ParityReport(
            "late", good.provenance(), List.of("a"), List.of("m"), report().rows().subList(4, 5));
    ParityReports failed = new ParityReports(List.of(good, late, report()));
    assertThat(failed.passed()).isFalse();
    assertThat(failed.finalLine())
        .isEqualTo(
            "parity: FAIL at FBANK (pack mini, a: max error 20.8 > 0.000300 at frame 12 bin 3),"
                + " 3 of 8 checks failed");
    assertThat(ParityTable.summary(failed)).contains("failed: pack late, END_TO_END m, a: ");
    StringBuilder csv = new StringBuilder();
    ParityCsv.write(new ParityReports(List.of(good, late)), csv);
    assertThat(csv.toString().lines().map(line -> line.split(",")[1]))
        .containsExactly("pack", "mini", "late");
    assertThat(new ParityReports(List.of(good, report(List.of()))).finalLine())
        .isEqualTo("parity: FAIL (nothing was checked)");
  }

  /** Zeros of another sign: every measured error is zero, and still the samples differ. */
  @Test
  void aFailureThatNoMeasurementShowsIsNotLostInTheCsv() throws Exception {
    ParityRow row =
        new ParityRow(
            "a",
            "",
            ParityStage.SAMPLES,
            "soundfile",
            List.of(MeasuredError.atMost(0, Metric.MAX_ABS, 0)),
            null,
            false,
            "1 of 9 samples differ");
    StringBuilder csv = new StringBuilder();
    ParityCsv.write(new ParityReports(List.of(report(List.of(row)))), csv);
    assertThat(csv.toString()).endsWith(",false,1 of 9 samples differ,,,\n");
  }

  @Test
  void theFirstFailureIsTheFirstInTheOrderOfThePipeline() {
    assertThat(report().firstFailure().orElseThrow().stage()).isEqualTo(ParityStage.FBANK);
    assertThat(report().firstFailure("a", "m").orElseThrow().stage()).isEqualTo(ParityStage.FBANK);
    assertThat(report().firstFailure("b")).isEmpty();
  }

  @Test
  void aMeasurementThatIsNotANumberPassesNoLimit() {
    assertThat(MeasuredError.atMost(1, Metric.MAX_ABS, Double.NaN).passes()).isFalse();
    assertThat(MeasuredError.atLeast(1, Metric.COSINE, Double.NaN).passes()).isFalse();
    assertThat(MeasuredError.reported(Metric.COSINE, Double.NaN).passes()).isTrue();
  }
}
