package org.speakerbench.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.EnvironmentJson;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.MeasurementsCsv;
import org.speakerbench.bench.format.MemoryFigures;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RtfFigures;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;

/** Reports of runs, each fork of which gave one value. */
public final class Runs {
  public static final Work E2E =
      new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.E2E, "campplus", 1, 1, 1, 3000);

  /** Calls of a fork, all as long. */
  private static final int CALLS = 10;

  private final String id;
  private final Map<String, Map<String, Fact>> facts = new LinkedHashMap<>();
  private final List<SummaryRow> summary = new ArrayList<>();
  private final List<MeasurementRow> measurements = new ArrayList<>();
  private String sha256 = "aa11";
  private String identity = "";
  private List<String> reasons = List.of();
  private Verdict verdict = Verdict.VERIFIED;

  private Runs(String id) {
    this.id = id;
    fact("run", "id", id);
    fact("run", "clip", "flite-awb");
    fact("cpu", "model", "Test CPU");
    fact("cpu", "family_model_stepping", "25/1/1");
    fact("cpu", "isa_flags", List.of("avx2", "fma"));
    fact("cpu", "l1d_kib", 32);
    fact("cpu", "l2_kib", 512);
    fact("cpu", "logical_cpus", 2);
    fact("cpu", "hypervisor", false);
    fact("models", "campplus weights_sha256", "dd44");
    fact("onnxruntime", "native_library_sha256", "0123456789abcdef");
    fact("onnxruntime", "providers", List.of("CPUExecutionProvider"));
  }

  public static Runs named(String id) {
    return new Runs(id);
  }

  public Runs fact(String group, String name, Object value) {
    return put(group, name, Fact.of(value, "test"));
  }

  public Runs unknown(String group, String name) {
    return put(group, name, Fact.unavailable("test"));
  }

  private Runs put(String group, String name, Fact fact) {
    facts.computeIfAbsent(group, g -> new LinkedHashMap<>()).put(name, fact);
    return this;
  }

  public Runs identity(String value) {
    identity = value;
    return this;
  }

  public Runs sha256(String value) {
    sha256 = value;
    return this;
  }

  public Runs invalid(String reason) {
    reasons = List.of(reason);
    return this;
  }

  public Runs valid() {
    reasons = List.of();
    return this;
  }

  public Runs smoke() {
    verdict = Verdict.SMOKE;
    return this;
  }

  /**
   * Adds a row by wall clock with one value per fork, NaN for one that failed, and a warm-up that
   * must not count.
   */
  public Runs row(Work work, double... forkMs) {
    for (int fork = 1; fork <= forkMs.length; fork++) {
      if (Double.isNaN(forkMs[fork - 1])) {
        continue;
      }
      measurements.add(new MeasurementRow(id, work, Clock.WALL, Phase.WARMUP, fork, 1, 9999, 1000));
      measurements.add(
          new MeasurementRow(
              id, work, Clock.WALL, Phase.MEASURED, fork, 1, forkMs[fork - 1], CALLS));
    }
    ModelFacts model =
        work.model().isEmpty()
            ? null
            : new ModelFacts(work.model(), true, sha256, OptionalLong.of(1), 512, "fp32", identity);
    summary.add(
        new SummaryRow(
            new RunFacts(id, "2026-01-02T03:04:05Z", "testcpu", "Test CPU", "0123abc"),
            work,
            Clock.WALL,
            model,
            OptionalLong.empty(),
            forkMs.length,
            new SampleStatistics(CALLS * forkMs.length, 1, 1, 0, 0, 1, Double.NaN, Double.NaN),
            new Outliers(0, 0, 0, 0),
            new RtfFigures(1, 1, 1, Double.NaN, Double.NaN, 1),
            Interval.Kind.NONE,
            MemoryFigures.UNKNOWN,
            1,
            Double.NaN,
            verdict,
            new Validity(reasons, List.of()),
            ""));
    return this;
  }

  public ReportData report() {
    return new ReportData(Environment.of(facts), summary, measurements);
  }

  /** Writes the report into a new folder. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(SummaryCsv.FILE), SummaryCsv.text(summary));
    Files.writeString(folder.resolve(MeasurementsCsv.FILE), MeasurementsCsv.text(measurements));
    Files.writeString(
        folder.resolve(EnvironmentJson.FILE), EnvironmentJson.text(id, Environment.of(facts)));
    return folder;
  }
}
