package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.engine.provider.Provider;

/** Times the safe rows of a matrix, model by model, so that what is compared runs in turn. */
final class TimedRows {
  private final List<Subject> subjects;
  private final WorkerProcess worker;
  private final Release own;
  private final Path folder;

  TimedRows(List<Subject> subjects, WorkerProcess worker, Release own, Path folder) {
    this.subjects = subjects;
    this.worker = worker;
    this.own = own;
    this.folder = folder;
  }

  /** What is told of each row: it, or why it has no time. */
  interface Listener {
    void timed(RuntimeRow row, String problem) throws IOException;
  }

  /**
   * Times those that are safe and have no time yet.
   *
   * @param found each combination with its row
   */
  void time(Map<Combination, RuntimeRow> found, Map<Combination, Release> releases, Listener told)
      throws IOException {
    Map<Subject, List<Combination>> bySubject = new LinkedHashMap<>();
    for (Combination one : found.keySet()) {
      RuntimeRow row = found.get(one);
      if (row.verdict() == RuntimeVerdict.SAFE && Double.isNaN(row.rtf())) {
        bySubject.computeIfAbsent(subject(one), key -> new ArrayList<>()).add(one);
      }
    }
    for (Map.Entry<Subject, List<Combination>> model : bySubject.entrySet()) {
      Subject subject = model.getKey();
      Job official = new Job(base(subject).official(), Provider.CPU, true, List.of());
      int bins = subject.ref().spec().featureBins();
      MatrixTiming timing = new MatrixTiming(worker, official, own, bins, folder);
      try {
        for (Combination one : model.getValue()) {
          try {
            MatrixTiming.Times times =
                timing.of(
                    new Job(one.model().file(), one.provider(), true, List.of()),
                    releases.get(one));
            told.timed(found.get(one).timed(times.rtf(), times.ratio()), "");
          } catch (IOException e) {
            told.timed(found.get(one), String.valueOf(e.getMessage()));
            timing.close();
            timing = new MatrixTiming(worker, official, own, bins, folder);
          }
        }
      } finally {
        timing.close();
      }
    }
  }

  private Subject subject(Combination one) {
    return subjects.stream()
        .filter(subject -> subject.ref().name().equals(one.model().name()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The float32 model that a file in less is of: the one whose name its own begins with, as in
   * {@code campplus-int8}; itself if there is none.
   */
  private Subject base(Subject subject) {
    if (subject.stored() == StoredPrecision.F32) {
      return subject;
    }
    return subjects.stream()
        .filter(other -> other.stored() == StoredPrecision.F32)
        .filter(other -> subject.ref().name().startsWith(other.ref().name() + "-"))
        .max(Comparator.comparingInt(other -> other.ref().name().length()))
        .orElse(subject);
  }
}
