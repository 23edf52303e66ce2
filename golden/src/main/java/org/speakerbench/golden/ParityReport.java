package org.speakerbench.golden;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
    if (rows.isEmpty()) {
      return "parity: FAIL (nothing was checked)";
    }
    return firstFailure()
        .map(
            first ->
                "parity: FAIL at "
                    + first.stage()
                    + " ("
                    + first.describe()
                    + "), "
                    + failures().size()
                    + " of "
                    + count(rows.size(), "check")
                    + " failed")
        .orElse(
            "parity: PASS ("
                + count(clips.size(), "clip")
                + ", "
                + count(models.size(), "model")
                + ", "
                + count(rows.size(), "check")
                + ")");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Prints a table, all failures and the verdict. */
  public void print(PrintStream out) {
    out.print(ParityTable.render(this));
  }

  /** Prints a table, all failures and the verdict. */
  public void print(PrintWriter out) {
    out.print(ParityTable.render(this));
    out.flush();
  }

  /** Writes {@code parity.csv}, whole or not at all. */
  public void writeCsv(Path file) {
    ParityCsv.write(this, file);
  }
}
