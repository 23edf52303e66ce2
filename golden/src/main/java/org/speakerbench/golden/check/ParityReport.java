package org.speakerbench.golden.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.speakerbench.golden.pack.Provenance;

/**
 * What a {@link ParityCheck} found.
 *
 * @param pack name of the pack
 * @param provenance where the pack comes from
 * @param clips ids of the clips that were checked
 * @param models names of the models that were checked
 * @param rows all checks, in the order they were carried out
 */
public record ParityReport(
    String pack,
    Provenance provenance,
    List<String> clips,
    List<String> models,
    List<ParityRow> rows) {

  public ParityReport {
    clips = List.copyOf(clips);
    models = List.copyOf(models);
    rows = List.copyOf(rows);
  }

  /** Whether there were checks and all passed. */
  public boolean passed() {
    return !rows.isEmpty() && failures().isEmpty();
  }

  /** The checks that failed. */
  public List<ParityRow> failures() {
    return rows.stream().filter(row -> !row.passed()).toList();
  }

  /** The first divergence in the order of the pipeline, whichever the clip and model. */
  public Optional<ParityRow> firstFailure() {
    return firstFailure(row -> true);
  }

  /** The first divergence of a clip in the order of the pipeline, whichever the model. */
  public Optional<ParityRow> firstFailure(String clip) {
    return firstFailure(row -> row.clip().equals(clip));
  }

  /** The first divergence on the way of a clip to a model's embedding, the front end included. */
  public Optional<ParityRow> firstFailure(String clip, String model) {
    return firstFailure(
        row -> row.clip().equals(clip) && (row.model().isEmpty() || row.model().equals(model)));
  }

  private Optional<ParityRow> firstFailure(Predicate<ParityRow> which) {
    return failures().stream().filter(which).min(Comparator.comparing(ParityRow::stage));
  }

  /** The verdict in one line. */
  public String finalLine() {
    return alone().finalLine();
  }

  /** The same as the only pack of a run. */
  public ParityReports alone() {
    return new ParityReports(List.of(this));
  }
}
