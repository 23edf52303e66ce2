package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.accuracy.Pareto;
import org.speakerbench.bench.accuracy.SpeedAccuracy;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Estimate;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.engine.score.Rate;

/** Error rates beside speed, size and memory; and what other front ends cost. */
final class AccuracyTables {
  static final String MODELS = "Accuracy beside speed";
  static final String ROWS = "Every front end and score";

  static final String METHOD =
      "EER with its 95% interval over speakers, RTF end to end in one thread with its 99% interval."
          + " A model is on the front if no other of the same trials is as fast and as accurate, and better in one;"
          + " undecided is what the intervals cannot show.";

  static final String ROWS_METHOD =
      "The difference of the EER to the reference on the same trials, with its 95% interval over"
          + " speakers: WORSE and BETTER only where that excludes 0. Both: enrolled and tested by"
          + " this front end; mixed: enrolled by the model's own, tested by this one. The cosine is"
          + " that of embeddings with those of the model's own; of a plugin, a tuned graph or a form with"
          + " those of the model itself.";

  private static final String UNMEASURED =
      "RTF, GMACs and memory are blank where no run of rtf measured the model in one thread at that"
          + " length: evaluate --report DIR takes a report of rtf, evaluate --profile NAME measures.";

  private static final String ALONE =
      "A model with an RTF and no place on the front has no other to stand beside: one that was"
          + " evaluated on the same speech, crop and trials, and timed in this run on audio of the"
          + " same length.";

  private static final String NOTHING = "-";
  private static final double PERCENT = 100;
  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;

  private final List<AccuracyRow> rows;
  private final List<SpeedAccuracy> joined;
  private final Optional<String> configuration;

  /** Of a report with error rates. */
  AccuracyTables(ReportData report) {
    rows = report.accuracy();
    joined = SpeedAccuracy.of(report);
    configuration = RunSettings.configuration(report.environment());
  }

  /** Models with their own front end. */
  List<SpeedAccuracy> joined() {
    return joined;
  }

  /** What to say first. */
  List<String> answer() {
    List<String> lines = new ArrayList<>();
    for (SpeedAccuracy one : joined) {
      AccuracyRow row = one.accuracy();
      lines.add(
          name(row)
              + ", "
              + clip(row)
              + ": EER "
              + percent(row.eer())
              + ", "
              + Words.plural(row.trials().trials(), "trial")
              + (row.trials().speakers() > 0
                  ? " of " + Words.plural(row.trials().speakers(), "speaker")
                  : "")
              + one.place().map(place -> "; " + place.label()).orElse("")
              + ".");
    }
    long others = rows.stream().filter(row -> !row.work().own()).count();
    if (others > 0) {
      lines.add(
          "Other front ends: "
              + Words.plural(others(AccuracyVerdict.WORSE), "row")
              + " WORSE, "
              + others(AccuracyVerdict.BETTER)
              + " BETTER, "
              + others(AccuracyVerdict.UNDECIDED)
              + " UNDECIDED.");
    }
    return lines;
  }

  private long others(AccuracyVerdict verdict) {
    return rows.stream().filter(row -> !row.work().own() && row.verdict() == verdict).count();
  }

  /** What has to be known with the tables. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (configuration.isPresent()) {
      notes.add(
          "RTF, GMACs and memory are blank: they were measured with "
              + configuration.get()
              + ", the error rates by each model's own front end. Run rtf without it.");
    } else if (joined.stream().anyMatch(one -> one.speed().isEmpty() || one.memory().isEmpty())) {
      notes.add(UNMEASURED);
    }
    if (joined.stream().anyMatch(one -> one.speed().isPresent() && one.place().isEmpty())) {
      notes.add(ALONE);
    }
    if (joined.stream()
        .anyMatch(
            one ->
                one.accuracy().work().cropMs() == AccuracyWork.WHOLE && one.speed().isPresent())) {
      notes.add(
          "The RTF beside whole clips is that of audio as near to their mean length as was measured.");
    }
    rows.stream()
        .flatMap(row -> List.of(row.note().split("; ")).stream())
        .filter(note -> !note.isEmpty() && !note.startsWith("undecided: "))
        .distinct()
        .forEach(note -> notes.add(Words.capital(note) + "."));
    return notes;
  }

  /** One line a model and length of clips. */
  TextTable models() {
    TextTable table =
        new TextTable(
            "Model",
            "Clips",
            "EER [95%]",
            "RTF [99%]",
            "RTF of\nms",
            "Figure",
            "File\nMB",
            "Params\nM",
            "GMACs",
            "Memory\npeak MB",
            "Pareto front");
    for (SpeedAccuracy one : joined) {
      AccuracyRow row = one.accuracy();
      Optional<SummaryRow> speed = one.speed();
      table.row(
          name(row),
          clip(row),
          percent(row.eer()),
          speed.map(Words::rtf).orElse(NOTHING),
          speed.map(found -> "" + found.work().audioMs()).orElse(NOTHING),
          speed.map(found -> Standing.of(found).label()).orElse(NOTHING),
          row.fileBytes().isPresent()
              ? Decimal.fixed(row.fileBytes().getAsLong() / MILLION, 1)
              : NOTHING,
          row.model().parameters().isPresent()
              ? Decimal.fixed(row.model().parameters().getAsLong() / MILLION, 2)
              : NOTHING,
          speed
              .filter(found -> found.macs().isPresent())
              .map(found -> Decimal.fixed(found.macs().getAsLong() / BILLION, 2))
              .orElse(NOTHING),
          one.memory()
              .map(found -> MemoryTable.megabytes(found.memory().process().peakMb()))
              .orElse(NOTHING),
          one.place().map(Pareto.Place::label).orElse(NOTHING));
    }
    return table;
  }

  /** One line a row of {@code accuracy.csv}. */
  TextTable rows() {
    TextTable table =
        new TextTable(
            "Row",
            "EER [95%]",
            "Difference [95%]",
            "Verdict",
            "minDCF\n(0.01)",
            "minDCF\n(0.05)",
            "minCllr",
            "Cosine\nmean",
            "Cosine\nleast");
    for (AccuracyRow row : rows) {
      table.row(
          described(row),
          percent(row.eer()),
          percent(row.difference()),
          row.verdict().name(),
          Decimal.fixed(row.of(Rate.MIN_DCF_01).value(), 3),
          Decimal.fixed(row.of(Rate.MIN_DCF_05).value(), 3),
          Decimal.fixed(row.of(Rate.MIN_CLLR).value(), 3),
          cosine(row.cosineMean()),
          cosine(row.cosineMin()));
    }
    return table;
  }

  /** The tables as text, and what to know with them. */
  String console() {
    StringBuilder text = new StringBuilder();
    answer().forEach(line -> text.append(Wrap.lines(line)));
    text.append('\n').append(models().text()).append('\n');
    text.append(rows().text()).append('\n');
    notes().forEach(line -> text.append(Wrap.lines(line)));
    return text.toString();
  }

  /** The same as Markdown, with headings. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(MODELS).append("\n\n");
    answer().forEach(line -> text.append(line).append('\n'));
    text.append('\n').append(models().markdown()).append('\n').append(METHOD).append("\n\n");
    notes().forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n## ").append(ROWS).append("\n\n");
    text.append(rows().markdown()).append('\n').append(ROWS_METHOD).append('\n');
    return text.toString();
  }

  static String name(AccuracyRow row) {
    return row.model().title() + (row.model().synthetic() ? " (synthetic)" : "");
  }

  static String clip(AccuracyRow row) {
    return row.work().cropMs() == AccuracyWork.WHOLE ? "whole clips" : row.work().clip();
  }

  private static String described(AccuracyRow row) {
    AccuracyWork work = row.work();
    List<String> words = new ArrayList<>();
    words.add(row.model().name());
    words.add(work.clip());
    words.add(work.own() ? "own front end" : work.frontEnd());
    words.add(work.sides() == TrialSides.MIXED ? work.sides().label() : "");
    words.add(work.score().equals(AccuracyWork.COSINE) ? "" : work.score());
    words.removeIf(String::isEmpty);
    return String.join(", ", words);
  }

  /** {@code 3.56% [0.00%, 7.71%]}; nothing where there is none. */
  static String percent(Estimate estimate) {
    if (Double.isNaN(estimate.value())) {
      return NOTHING;
    }
    return percent(estimate.value())
        + (estimate.bounded()
            ? " [" + percent(estimate.low()) + ", " + percent(estimate.high()) + "]"
            : "");
  }

  private static String percent(double share) {
    return Decimal.fixed(PERCENT * share, 2) + "%";
  }

  private static String cosine(double value) {
    return Double.isNaN(value) ? NOTHING : Decimal.fixed(value, 4);
  }
}
