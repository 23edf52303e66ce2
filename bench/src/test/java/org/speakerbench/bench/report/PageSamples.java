package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.MemoryFigures;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RtfFigures;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.statistics.Interval;
import org.speakerbench.bench.statistics.Outliers;
import org.speakerbench.bench.statistics.SampleStatistics;

/** Made-up runs for pages: small ones, and one with all that a page can show. */
public final class PageSamples {
  private static final int ITERATIONS = 3;
  private static final int CALLS = 4;

  /** The first value once, the second twice, and so on. */
  private static final int CALLS_COUNTED = CALLS * (CALLS + 1) / 2;

  private static final double NONE = Double.NaN;

  private final RunFacts run;
  private final int forks;
  private final List<SummaryRow> summary = new ArrayList<>();
  private final List<MeasurementRow> measurements = new ArrayList<>();

  private PageSamples(String label, int forks) {
    this(label, "2026-01-02T03:04:05Z", forks);
  }

  private PageSamples(String label, String start, int forks) {
    String id = label + "-" + start.replaceAll("[-:]", "") + "-quick";
    run = new RunFacts(id, start, label, "CPU, 2 GHz", "0ab");
    this.forks = forks;
  }

  /** One model, one fork of few calls: no interval between forks, no percentiles, no params. */
  public static ReportData small(String label) {
    return small(label, "2026-01-02T03:04:05Z");
  }

  /** The same, started at some other time. */
  static ReportData small(String label, String start) {
    PageSamples samples = new PageSamples(label, start, 1);
    samples.add(work(Stage.E2E, "mine"), 50, new Validity(List.of(), List.of()), "");
    return samples.data();
  }

  /** The same with these words wherever a run may have words of its own. */
  static ReportData hostile(String words) {
    PageSamples samples = new PageSamples(words, 2);
    samples.add(
        work(Stage.E2E, words), 50, new Validity(List.of(words), List.of(words + " 2")), words);
    return samples.data();
  }

  /** All stages, scenarios and sweeps, an outside program, rows that are no evidence. */
  public static ReportData whole(String label) {
    PageSamples samples = new PageSamples(label, 5);
    Validity good = new Validity(List.of(), List.of());
    Validity bad =
        new Validity(List.of("drift of 8.0%, expected <at most> 5.0%"), List.of("wide <spread>"));
    samples.add(ceiling(Stage.GEMM), 11.5, good, "");
    samples.add(ceiling(Stage.FMA), 1.2, good, "");
    samples.add(work(Stage.READ, ""), 0.05, good, "");
    samples.add(work(Stage.FBANK, ""), 0.6, good, "");
    double ms = 40;
    for (String model : List.of("campplus", "eres2net-large")) {
      samples.add(work(Stage.INFER, model), ms, good, "");
      samples.add(work(Stage.E2E, model), ms + 1, model.equals("campplus") ? good : bad, "");
      samples.add(work(Stage.EXTRACT, model), ms + 2, good, "");
      samples.add(work(Stage.EXTRACT, model).by("peer"), 1.5 * ms, good, "");
      samples.add(work(Stage.LOAD, model), 3 * ms, good, "");
      samples.add(work(Stage.COLD, model), 20 * ms, good, "");
      samples.add(setting(Scenario.OFFLINE, model, 1, 2, 1, 3000), ms / 1.9, good, "");
      samples.add(setting(Scenario.OFFLINE, model, 1, 4, 1, 3000), ms / 3.5, good, "");
      samples.add(setting(Scenario.SINGLE_STREAM, model, 2, 1, 1, 3000), ms / 1.8, good, "");
      samples.add(setting(Scenario.SINGLE_STREAM, model, 1, 1, 4, 3000), ms * 3.9, good, "");
      samples.add(setting(Scenario.SINGLE_STREAM, model, 1, 1, 1, 10_000), ms * 3.4, good, "");
      ms *= 9;
    }
    return samples.data();
  }

  /** A model by its tuned graph, by a plugin in two precisions, and as one that crashed. */
  static ReportData ways(String label) {
    PageSamples samples = new PageSamples(label, 5);
    Validity good = new Validity(List.of(), List.of());
    List<String> models =
        List.of("mine-f32", "mine-f32 (tuned)", "mine-f32 (ov f32)", "mine-f32 (ov bf16)");
    double[] repeated = {40, 32, 50, 20};
    double[] inTurn = {41, 33, 60, 25};
    for (int i = 0; i < repeated.length; i++) {
      samples.add(work(Stage.E2E, models.get(i)), repeated[i], good, "");
      samples.add(work(Stage.E2E_IN_TURN, models.get(i)), inTurn[i], good, "");
    }
    samples.summary.add(samples.crashed(work(Stage.E2E, "mine-f32 (ov f16)")));
    return samples.data();
  }

  private SummaryRow crashed(Work work) {
    return new SummaryRow(
        run,
        work,
        Clock.WALL,
        model(work.model(), true),
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
        new Validity(List.of("0 of 5 forks", Validity.crashed(5)), List.of()),
        "no figure; incomplete: fork 1 failed: CRASHED by SIGSEGV in libx.so");
  }

  /** FBank alone from one frame to a minute: a run without any model. */
  static ReportData features(String label) {
    PageSamples samples = new PageSamples(label, 5);
    for (int audioMs : new int[] {25, 1000, 60_000}) {
      samples.add(
          new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, Stage.FBANK, "", 0, 1, 1, audioMs),
          0.0002 * audioMs,
          new Validity(List.of(), List.of()),
          "");
    }
    return samples.data();
  }

  /** One row of each verdict. */
  static List<ComparisonRow> comparison() {
    List<ComparisonRow> rows = new ArrayList<>();
    double ratio = 0.9;
    for (ComparisonVerdict verdict : ComparisonVerdict.values()) {
      boolean told = verdict != ComparisonVerdict.CANNOT_TELL;
      rows.add(
          new ComparisonRow(
              "base-run",
              "new-run",
              work(Stage.E2E, "campplus"),
              Clock.WALL,
              told ? 5 : 2,
              5,
              40.123456,
              40.123456 * ratio,
              ratio,
              told ? ratio - 0.0123456 : Double.NaN,
              told ? ratio + 0.02 : Double.NaN,
              told ? 0.007936508 : Double.NaN,
              verdict,
              "because of <" + verdict.label() + ">"));
      ratio += 0.07;
    }
    return rows;
  }

  private static Work work(Stage stage, String model) {
    return new Work(
        Work.SPEAKERBENCH,
        Scenario.SINGLE_STREAM,
        stage,
        model,
        model.isEmpty() ? 0 : 1,
        1,
        1,
        3000);
  }

  private static Work ceiling(Stage stage) {
    return new Work(Work.SPEAKERBENCH, Scenario.SINGLE_STREAM, stage, "", 0, 1, 1, 0);
  }

  private static Work setting(
      Scenario scenario, String model, int threads, int workers, int batch, int audioMs) {
    return new Work(
        Work.SPEAKERBENCH, scenario, Stage.E2E, model, threads, workers, batch, audioMs);
  }

  private void add(Work work, double ms, Validity validity, String note) {
    for (Clock clock : Clock.values()) {
      measure(work, clock, ms);
      summary.add(row(work, clock, ms, validity, note));
    }
  }

  private void measure(Work work, Clock clock, double ms) {
    for (int fork = 1; fork <= forks; fork++) {
      for (Phase phase : clock == Clock.WALL ? Phase.values() : new Phase[] {Phase.MEASURED}) {
        for (int i = 1; i <= ITERATIONS; i++) {
          int values = clock == Clock.WALL ? CALLS : 1;
          for (int c = 0; c < values; c++) {
            double slower = phase == Phase.WARMUP ? 1.3 / i : 1;
            double value = ms * slower * (1 + 0.01 * fork + 0.003 * i + 0.02 * c * c);
            measurements.add(
                new MeasurementRow(
                    run.runId(), work, clock, phase, fork, i, value, values == 1 ? CALLS : c + 1));
          }
        }
      }
    }
  }

  private SummaryRow row(Work work, Clock clock, double ms, Validity validity, String note) {
    boolean zoo = work.stage().perModel() && !work.model().equals("mine");
    double audio = work.stage().perAudio() ? work.callAudioMs() : Double.NaN;
    double published =
        work.stage() == Stage.EXTRACT && clock == Clock.CPU && zoo ? 0.049 : Double.NaN;
    double interval = forks < 5 ? Double.NaN : 1;
    return new SummaryRow(
        run,
        work,
        clock,
        work.stage().perModel() ? model(work.model(), zoo) : null,
        zoo || work.stage().perMachine()
            ? OptionalLong.of(Math.round(ms * (zoo ? 3e7 : 4e7)))
            : OptionalLong.empty(),
        forks,
        new SampleStatistics(
            forks * ITERATIONS * (SummaryRow.samplesAreCalls(work, clock) ? CALLS_COUNTED : 1),
            ms * 1.01234567,
            ms * 1.0023456,
            ms / 70,
            ms / 90,
            ms * 0.99,
            forks < 5 ? Double.NaN : ms * 1.05,
            Double.NaN),
        new Outliers(0, 1, 22, 333),
        new RtfFigures(
            ms * 1.01234567 / audio,
            interval * ms / audio,
            interval * ms * 1.04 / audio,
            published,
            ms * 1.01234567 / audio / published,
            audio / ms),
        forks < 5 ? Interval.Kind.NONE : Interval.Kind.BETWEEN_FORKS,
        new MemoryFigures(
            301.25,
            zoo ? 0.125 : Double.NaN,
            zoo ? 4321.5 : Double.NaN,
            work.stage() == Stage.COLD && clock == Clock.WALL
                ? new ProcessMemory(41, 120.4, 181, 190, ms, 200)
                : ProcessMemory.UNKNOWN),
        zoo ? 0.9999999123 : Double.NaN,
        Double.NaN,
        zoo ? Verdict.VERIFIED : Verdict.UNVERIFIED,
        validity,
        note);
  }

  private static ModelFacts model(String name, boolean zoo) {
    return new ModelFacts(
        name,
        zoo && name.matches("[a-z0-9-]+"),
        "aa11",
        zoo ? OptionalLong.of(1_000_000L * name.length()) : OptionalLong.empty(),
        zoo ? 512 : -1,
        zoo ? "fp32" : "",
        "");
  }

  private ReportData data() {
    Map<String, Map<String, Fact>> groups = new LinkedHashMap<>();
    Map<String, Fact> cpu = new LinkedHashMap<>();
    cpu.put("model", Fact.of(run.cpuModel(), "/proc/cpuinfo: model name"));
    cpu.put("isa_flags", Fact.of(List.of("avx2", "fma"), "/proc/cpuinfo: flags"));
    cpu.put("governor", Fact.unavailable("/sys has no <governor>"));
    groups.put("cpu", cpu);
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("id", Fact.of(run.runId(), "label, start and profile"));
    facts.put("profile", Fact.of("quick", "command line"));
    facts.put("forks", Fact.of(forks, "command line"));
    facts.put("iterations", Fact.of(ITERATIONS, "profile"));
    facts.put("clip", Fact.of("flite-awb", "command line"));
    facts.put("command", Fact.of("speakerbench rtf", "command line"));
    facts.put("complete", Fact.of(true, "whether the run came to its end"));
    facts.put("failed_forks", Fact.of(List.of(), "forks that gave no figure"));
    groups.put(RunSettings.GROUP, facts);
    return new ReportData(Environment.of(groups), summary, measurements);
  }
}
