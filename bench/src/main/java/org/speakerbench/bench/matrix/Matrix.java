package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.speakerbench.bench.format.RuntimeMatrixCsv;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;

/** Runs all combinations, and keeps {@code runtime-matrix.csv} up to date after each. */
public final class Matrix {
  private final MatrixSettings settings;
  private final WorkerProcess worker;
  private final Path work;
  private final Release own;
  private final Map<String, References> references = new HashMap<>();

  /**
   * @param worker runs them
   * @param work for files in between
   * @param ownVersion of this program's ONNX Runtime
   */
  Matrix(MatrixSettings settings, WorkerProcess worker, Path work, String ownVersion) {
    this.settings = settings;
    this.worker = worker;
    this.work = work;
    own = new Release(ownVersion, null);
  }

  /**
   * Fills the matrix.
   *
   * @param out folder of the file
   * @param known rows of an earlier run, which are taken as they are
   */
  List<RuntimeRow> run(Path out, List<RuntimeRow> known, MatrixProgress progress)
      throws IOException {
    progress.says("finding releases and writing the models' forms");
    List<Releases.Found> releases =
        new Releases(settings.jars(), own.version(), new Maven(settings.maven(), work))
            .of(settings.versions());
    List<Subject> subjects = new ArrayList<>();
    for (ModelRef model : settings.models()) {
      Subject subject = Subject.of(model, settings.zoo(), work);
      subjects.add(subject);
      references.put(model.name(), new References(subject, worker, own, work));
    }
    Map<Combination, Releases.Found> all = plan(releases, subjects);
    List<RuntimeRow> others = others(known, all.keySet());
    Map<Combination, RuntimeRow> rows = new LinkedHashMap<>();
    for (Combination combination : all.keySet()) {
      RuntimeRow blank = combination.unavailable("");
      rows.put(combination, known.stream().filter(blank::isOfSame).findFirst().orElse(null));
    }
    progress.plan(all.keySet());
    for (Map.Entry<Combination, Releases.Found> one : all.entrySet()) {
      Combination combination = one.getKey();
      boolean reused = rows.get(combination) != null;
      progress.started();
      if (!reused) {
        rows.put(combination, find(combination, one.getValue(), rows));
        write(out, joined(others, rows.values()));
      }
      progress.ended(combination, rows.get(combination), reused);
    }
    if (settings.rtf()) {
      Map<Combination, Release> found = new LinkedHashMap<>();
      all.forEach((combination, release) -> found.put(combination, release.release()));
      new TimedRows(subjects, worker, own, work)
          .time(
              new LinkedHashMap<>(rows),
              found,
              (row, problem) -> {
                rows.replaceAll((combination, old) -> old.isOfSame(row) ? row : old);
                write(out, joined(others, rows.values()));
                progress.timed(row, problem);
              });
    }
    return joined(others, rows.values());
  }

  private Map<Combination, Releases.Found> plan(
      List<Releases.Found> releases, List<Subject> subjects) {
    Map<Combination, Releases.Found> all = new LinkedHashMap<>();
    for (Releases.Found release : releases) {
      for (Subject subject : subjects) {
        for (MatrixModel model : subject.forms()) {
          providers(model)
              .forEach(
                  provider ->
                      all.put(new Combination(release.version(), provider, model), release));
        }
      }
    }
    return all;
  }

  private static void write(Path out, List<RuntimeRow> rows) throws IOException {
    AtomicFile.write(out.resolve(RuntimeMatrixCsv.FILE), RuntimeMatrixCsv.text(rows));
  }

  /** Rows of an earlier run that this one does not ask for. */
  private static List<RuntimeRow> others(List<RuntimeRow> known, Set<Combination> asked) {
    List<RuntimeRow> blanks = asked.stream().map(one -> one.unavailable("")).toList();
    return known.stream().filter(row -> blanks.stream().noneMatch(row::isOfSame)).toList();
  }

  /** By release, the oldest first; within one in the order in which they were found. */
  private static List<RuntimeRow> joined(List<RuntimeRow> others, Collection<RuntimeRow> rows) {
    return Stream.concat(others.stream(), rows.stream().filter(Objects::nonNull))
        .sorted(Comparator.comparing(RuntimeRow::version, Release.BY_VERSION))
        .toList();
  }

  /** What runs a form: a file in less than float32 is computed as it says. */
  private List<Provider> providers(MatrixModel model) {
    List<Provider> all = new ArrayList<>();
    for (Provider provider : settings.providers()) {
      if (!model.isFor(provider)) {
        continue;
      }
      all.add(provider);
      if (provider.isPlugin() && model.stored() == StoredPrecision.F32) {
        settings.precisions().stream()
            .filter(ComputePrecision::isReduced)
            .forEach(precision -> all.add(provider.with(precision)));
      }
    }
    return all;
  }

  private RuntimeRow find(
      Combination combination, Releases.Found release, Map<Combination, RuntimeRow> before)
      throws IOException {
    if (release.release() == null) {
      return combination.unavailable(release.problem());
    }
    Optional<RuntimeRow> inF32 = inF32(combination, before);
    if (inF32.filter(row -> row.verdict() == RuntimeVerdict.UNAVAILABLE).isPresent()) {
      return combination.unavailable(inF32.get().note());
    }
    References right = references.get(combination.model().name());
    List<Question> questions;
    Reference reference;
    try {
      questions = right.questions();
      reference = right.of(combination.model().stored(), combination.provider().precision());
    } catch (SpeakerbenchException e) {
      return combination.unavailable("no reference: " + e.getMessage());
    }
    Job job = new Job(combination.model().file(), combination.provider(), true, questions);
    WorkerProcess.Outcome outcome = worker.run(job, release.release());
    Judgement judgement =
        Judge.of(questions, reference, combination.version(), outcome)
            .withoutPaths(job)
            .onGroundsOf(inF32);
    if (judgement.verdict() == RuntimeVerdict.UNSAFE && !combination.provider().isPlugin()) {
      judgement = judgement.and(remedy(job, reference, release.release()));
    }
    return combination.row(judgement, outcome.content().peakMb());
  }

  /** Whether this program, which knows what some releases compute wrongly, is right there. */
  private String remedy(Job job, Reference reference, Release release) throws IOException {
    List<Question> alone =
        job.questions().stream().filter(question -> question.phase() == Phase.SWEEP).toList();
    WorkerProcess.Outcome outcome =
        worker.run(EngineWorker.class, new Job(job.model(), job.provider(), true, alone), release);
    Judgement engine = Judge.of(alone, reference, release.version(), outcome).withoutPaths(job);
    return engine.verdict() == RuntimeVerdict.SAFE
        ? "speakerbench itself is right there"
        : "speakerbench itself is " + engine.verdict().label() + " there: " + engine.note();
  }

  /** The row of float32 to one in less, on the same release and provider; empty of float32. */
  private static Optional<RuntimeRow> inF32(
      Combination combination, Map<Combination, RuntimeRow> before) {
    if (!combination.provider().precision().isReduced()) {
      return Optional.empty();
    }
    Combination f32 =
        new Combination(
            combination.version(),
            combination.provider().with(ComputePrecision.F32),
            combination.model());
    return Optional.of(before.get(f32));
  }
}
