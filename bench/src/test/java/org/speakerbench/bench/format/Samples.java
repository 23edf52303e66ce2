package org.speakerbench.bench.format;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;
import org.speakerbench.engine.score.Rate;

/** Rows in which every column has a value once and is blank once, as far as it can be. */
public final class Samples {
  private static final double NONE = Double.NaN;

  private static final RunFacts RUN =
      new RunFacts(
          "testcpu-20260102T030405Z-standard",
          "2026-01-02T03:04:05Z",
          "testcpu",
          "Test \"CPU\", 2 GHz",
          "0123abc");

  private static final Work READ =
      new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.READ, "", 0, 1, 1, 3000);
  private static final Work OFFLINE =
      new Work(Work.SPEAKERBENCH, Scenario.OFFLINE, Stage.E2E, "campplus", 2, 4, 8, 10_000);
  private static final Work OUTSIDE =
      new Work("c++ -O3", Scenario.SINGLE_STREAM, Stage.EXTRACT, "mine", 1, 1, 1, 3000);
  private static final Work COLD =
      new Work(Work.BASE, Scenario.SINGLE_STREAM, Stage.COLD, "mine", 1, 1, 1, 3000);

  private static final Work CRASHED =
      new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.E2E, "mine", 1, 1, 1, 3000);

  private Samples() {}

  /** A row of each kind. */
  public static List<SummaryRow> summary() {
    ModelFacts campplus =
        new ModelFacts("campplus", true, "aa11", OptionalLong.of(7_176_224), 512, "fp32", "ee55");
    ModelFacts mine = new ModelFacts("mine", false, "cc33", OptionalLong.empty(), -1, "", "");
    Validity valid = new Validity(List.of(), List.of());
    return List.of(
        new SummaryRow(
            RUN,
            READ,
            Clock.WALL,
            null,
            OptionalLong.empty(),
            5,
            new SampleStatistics(1_253_026, 0.05, 0.046528, 0.038067, 0.00192, 0.04, 0.07, 0.11),
            new Outliers(1, 20, 300, 4000),
            new RtfFigures(0.000017943, 0.0000168, 0.0000189, NONE, NONE, 55732.8),
            Interval.Kind.BETWEEN_FORKS,
            new MemoryFigures(855.3, NONE, 131_072.5),
            NONE,
            Double.NaN,
            Verdict.VERIFIED,
            valid,
            "99% interval by bootstrap over forks"),
        new SummaryRow(
            RUN,
            OFFLINE,
            Clock.WALL,
            campplus,
            OptionalLong.of(1_724_000_000),
            2,
            new SampleStatistics(6, 43, 43.5, 2.683282, 2, 40, NONE, NONE),
            new Outliers(0, 0, 0, 0),
            new RtfFigures(0.0005375, 0.000478, 0.000597, NONE, NONE, 1860.465),
            Interval.Kind.WITHIN_RUN,
            new MemoryFigures(180.2, 0.125, NONE),
            0.99999985,
            Double.NaN,
            Verdict.VERIFIED,
            new Validity(
                List.of("2 forks, expected at least 5", "load on the machine: 12.5% of all CPUs"),
                List.of("forks differ more than iterations do")),
            "within-run"),
        new SummaryRow(
            RUN,
            OUTSIDE,
            Clock.CPU,
            mine,
            OptionalLong.empty(),
            1,
            new SampleStatistics(1, 147, 147, NONE, 0, 147, NONE, NONE),
            new Outliers(0, 0, 0, 0),
            new RtfFigures(0.049, NONE, NONE, 0.049, 1, NONE),
            Interval.Kind.NONE,
            MemoryFigures.UNKNOWN,
            0.9999993,
            Double.NaN,
            Verdict.UNVERIFIED,
            new Validity(List.of("1 fork, expected at least 5"), List.of()),
            "no interval; incomplete: fork 1 failed: exit code 137, \"killed\""),
        new SummaryRow(
            RUN,
            COLD,
            Clock.WALL,
            mine,
            OptionalLong.empty(),
            5,
            new SampleStatistics(15, 1234.5, 1200.25, 80, 20.125, 1100, NONE, NONE),
            new Outliers(0, 0, 1, 0),
            new RtfFigures(NONE, NONE, NONE, NONE, NONE, NONE),
            Interval.Kind.BETWEEN_FORKS,
            new MemoryFigures(
                NONE, NONE, NONE, new ProcessMemory(41.5, 120.2, 180.8, 190, 201.1, 200)),
            NONE,
            Double.NaN,
            Verdict.SMOKE,
            valid,
            ""),
        new SummaryRow(
            RUN,
            CRASHED,
            Clock.WALL,
            new ModelFacts(
                "mine", false, "cc33", OptionalLong.empty(), -1, "int8", "ff66", "campplus"),
            OptionalLong.empty(),
            0,
            SampleStatistics.NONE,
            new Outliers(0, 0, 0, 0),
            new RtfFigures(NONE, NONE, NONE, NONE, NONE, NONE),
            Interval.Kind.NONE,
            MemoryFigures.UNKNOWN,
            NONE,
            NONE,
            Verdict.CRASHED,
            new Validity(List.of("0 of 5 forks", "5 forks CRASHED"), List.of()),
            "no figure; incomplete: fork 1 failed: CRASHED by SIGSEGV in libx.so"));
  }

  /** Measured values of these. */
  public static List<MeasurementRow> measurements() {
    List<MeasurementRow> rows = new ArrayList<>();
    String run = RUN.runId();
    rows.add(new MeasurementRow(run, READ, Clock.WALL, Phase.WARMUP, 1, 1, 0.123456, 2));
    rows.add(new MeasurementRow(run, READ, Clock.WALL, Phase.MEASURED, 1, 1, 0.046528, 1_253_000));
    rows.add(new MeasurementRow(run, READ, Clock.WALL, Phase.MEASURED, 5, 5, 0.11, 26));
    for (int iteration = 1; iteration <= 3; iteration++) {
      for (int fork = 1; fork <= 2; fork++) {
        rows.add(
            new MeasurementRow(run, OFFLINE, Clock.WALL, Phase.MEASURED, fork, iteration, 43.5, 1));
      }
    }
    rows.add(new MeasurementRow(run, OUTSIDE, Clock.CPU, Phase.MEASURED, 1, 1, 147, 6));
    rows.add(new MeasurementRow(run, COLD, Clock.WALL, Phase.MEASURED, 5, 1, 1234.5, 15));
    return rows;
  }

  /** Facts of every type. */
  public static Environment environment() {
    Map<String, Fact> cpu = new LinkedHashMap<>();
    cpu.put("model", Fact.of("Test \"CPU\", 2 GHz", "/proc/cpuinfo: model name"));
    cpu.put("sockets", Fact.of(1, "/proc/cpuinfo: physical id, distinct"));
    cpu.put("mhz", Fact.of(2596.142, "/proc/cpuinfo: cpu MHz"));
    cpu.put("isa_flags", Fact.of(List.of("avx2", "fma"), "/proc/cpuinfo: flags"));
    cpu.put("hypervisor", Fact.of(true, "/proc/cpuinfo: flags hypervisor"));
    cpu.put("governor", Fact.unavailable("no such file"));
    Map<String, Fact> memory = new LinkedHashMap<>();
    memory.put("total_kib", Fact.of(246_840_840_000L, "/proc/meminfo: MemTotal"));
    Map<String, Fact> run = new LinkedHashMap<>();
    run.put("id", Fact.of(RUN.runId(), "label, start and profile"));
    run.put("failed_forks", Fact.of(List.of(), "forks that gave no figure"));
    Map<String, Map<String, Fact>> groups = new LinkedHashMap<>();
    groups.put("cpu", cpu);
    groups.put("memory", memory);
    groups.put("run", run);
    return Environment.of(groups);
  }

  /** Error rates: a reference without an interval, and a row with all there is. */
  public static List<AccuracyRow> accuracy() {
    ModelFacts campplus =
        new ModelFacts(
            "campplus (tuned)", true, "aa11", OptionalLong.of(7_176_224), 512, "fp32", "ee55");
    ModelFacts mine = new ModelFacts("mine", false, "cc33", OptionalLong.empty(), -1, "", "");
    return List.of(
        new AccuracyRow(
            RUN,
            mine,
            OptionalLong.empty(),
            new AccuracyWork(
                AccuracyWork.OWN, TrialSides.BOTH, AccuracyWork.WHOLE, AccuracyWork.COSINE),
            new TrialFacts("speech", 225, 1000, 0, 0, 6123.45, ""),
            rates(new Estimate(0.0355556, NONE, NONE)),
            Estimate.NONE,
            AccuracyVerdict.REFERENCE,
            "",
            NONE,
            NONE,
            Double.NaN,
            "no interval: nothing says who speaks"),
        new AccuracyRow(
            RUN,
            campplus,
            OptionalLong.of(28_243_368),
            new AccuracyWork("no-mean", TrialSides.MIXED, 3000, "as-norm-20"),
            new TrialFacts("speech", 216, 960, 5, 49, 2998.5, "dd44"),
            rates(new Estimate(0.125, 0.0625, 0.25)),
            new Estimate(0.0894444, 0.01, 0.2),
            AccuracyVerdict.WORSE,
            "campplus, own front end, as-norm-20",
            0.51234567891,
            -0.25,
            0.9876543212,
            "2 of 50 clips are shorter, and whole; a \"quoted\" word, too"));
  }

  private static Map<Rate, Estimate> rates(Estimate eer) {
    Map<Rate, Estimate> rates = new EnumMap<>(Rate.class);
    double factor = 1;
    for (Rate rate : Rate.values()) {
      rates.put(rate, new Estimate(factor * eer.value(), factor * eer.low(), factor * eer.high()));
      factor *= 2;
    }
    return rates;
  }

  /** All of it as one report. */
  public static ReportData report() {
    return new ReportData(environment(), summary(), measurements());
  }
}
