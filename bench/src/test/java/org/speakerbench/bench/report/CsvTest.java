package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.format.MeasurementsCsv;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.statistics.Interval;

/** The formats are sealed: these bytes change only together with their version. */
class CsvTest {
  private static final Locale BEFORE = Locale.getDefault();

  private static final String MEASUREMENTS =
      """
      schema_version,run_id,stage,clock,model,audio_ms,intra_op_threads,fork,iteration,value_ms,count
      1,R,read,wall,,3000,,1,1,0.03,1
      1,R,read,cpu,,3000,,1,1,0.03,1
      1,R,read,wall,,3000,,2,1,0.06,1
      1,R,read,cpu,,3000,,2,1,0.06,1
      1,R,fbank,wall,,3000,,1,1,0.6,1
      1,R,e2e,wall,campplus,3000,1,1,1,40,2
      1,R,e2e,wall,campplus,3000,1,1,1,46,1
      1,R,e2e,cpu,campplus,3000,1,1,1,41,3
      1,R,e2e,wall,campplus,3000,1,1,2,42,1
      1,R,e2e,cpu,campplus,3000,1,1,2,43,1
      1,R,e2e,wall,campplus,3000,1,2,1,45,1
      1,R,e2e,cpu,campplus,3000,1,2,1,45,1
      1,R,e2e,wall,campplus,3000,1,2,2,45,1
      1,R,e2e,cpu,campplus,3000,1,2,2,47,1
      1,R,e2e,wall,mine,3000,1,2,1,1234.5,1
      1,R,e2e,cpu,mine,3000,1,2,1,1200,1
      """;

  private static final String SUMMARY =
      """
      schema_version,run_id,timestamp_utc,label,cpu_model,git_sha,model,model_kind,model_sha256,\
      params,macs,embedding_dim,precision,scenario,stage,clock,intra_op_threads,workers,batch,\
      audio_ms,forks,n,mean_ms,median_ms,sd_ms,mad_ms,min_ms,p50_ms,p90_ms,p99_ms,rtf,rtf_ci_low,\
      rtf_ci_high,published_rtf,published_ratio,throughput_x_realtime,rss_peak_mb,\
      alloc_bytes_per_op,cosine_vs_reference,verdict,note
      HEAD,,,,,,,,SingleStream,read,wall,,1,1,3000,2,2,0.045,0.045,0.021213,0.015,0.03,0.045,,,\
      0.000015,,,,,,100,,,VERIFIED,no interval
      HEAD,,,,,,,,SingleStream,read,cpu,,1,1,3000,2,2,0.045,0.045,0.021213,0.015,0.03,0.045,,,\
      0.000015,,,,,,100,,,VERIFIED,no interval
      HEAD,,,,,,,,SingleStream,fbank,wall,,1,1,3000,1,1,0.6,0.6,,0,0.6,0.6,,,0.0002,,,,,,100,,,\
      VERIFIED,no interval
      HEAD,campplus,synthetic,aa11,7176224,,512,fp32,SingleStream,e2e,wall,1,1,1,3000,2,6,43,43.5,\
      2.683282,2,40,43.5,,,0.014333333,0.012743639,0.015923027,0.049,0.292517007,,180.2,,\
      0.99999985,VERIFIED,"99% interval within-run (Student's t over iterations, not over forks)"
      HEAD,campplus,synthetic,aa11,7176224,,512,fp32,SingleStream,e2e,cpu,1,1,1,3000,2,4,43,44,\
      2.581989,2,41,44,,,0.014333333,0.011529376,0.01713729,0.049,0.292517007,,180.2,,0.99999985,\
      VERIFIED,"99% interval within-run (Student's t over iterations, not over forks)"
      HEAD,mine,file,cc33,,,,,SingleStream,e2e,wall,1,1,1,3000,1,1,1234.5,1234.5,,0,1234.5,1234.5,,,\
      0.4115,,,,,,,,,UNVERIFIED,"no interval; incomplete: fork 1 failed: exit code 137, ""killed\"""
      HEAD,mine,file,cc33,,,,,SingleStream,e2e,cpu,1,1,1,3000,1,1,1200,1200,,0,1200,1200,,,0.4,,,,,,\
      ,,,UNVERIFIED,"no interval; incomplete: fork 1 failed: exit code 137, ""killed\"""
      """;

  private static final String HEAD =
      "1,testcpu-20260102T030405Z-quick,2026-01-02T03:04:05Z,testcpu,\"Test CPU, 2 GHz\",0123abc";

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "ar-EG", "tr", "hi-IN-u-nu-deva"})
  void theBytesAreTheSameInEveryLocale(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));

    assertThat(MeasurementsCsv.text(MeasurementRows.of("R", Fixture.cells())))
        .isEqualTo(MEASUREMENTS);
    assertThat(SummaryCsv.text(rows(Profile.QUICK))).isEqualTo(SUMMARY.replace("HEAD", HEAD));
  }

  @Test
  void smokeIsNeverAResult() {
    assertThat(rows(Profile.SMOKE))
        .allMatch(row -> row.verdict() == Verdict.SMOKE)
        .allMatch(row -> row.intervalKind() == Interval.Kind.NONE)
        .allMatch(row -> row.note().startsWith("smoke profile: not a result, answer "));
    assertThat(SummaryCsv.text(rows(Profile.SMOKE))).contains(",SMOKE,").doesNotContain("VERIFIED");
  }

  private static List<SummaryRow> rows(Profile profile) {
    return new SummaryRows(Fixture.RUN, profile, Fixture.models(), Fixture.published())
        .of(Fixture.cells());
  }
}
