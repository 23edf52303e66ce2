package org.speakerbench.golden.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityReports;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.check.ParityStage;

/**
 * Which clips a page draws error maps of.
 *
 * @param worst how many: those whose front end uses the largest share of a limit, failures first
 * @param ids these, if not empty
 */
public record ClipChoice(int worst, List<String> ids) {
  /** How many clips are drawn unless asked otherwise. */
  public static final int DEFAULT_WORST = 6;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  /** A clip to draw, at the stage that shows most. */
  record Chosen(String pack, String clip, ParityStage stage, double severity) {}

  public ClipChoice {
    ids = List.copyOf(ids);
  }

  /** Reads a number or ids separated by commas; null is the default. */
  public static ClipChoice parse(String text) {
    if (text == null) {
      return new ClipChoice(DEFAULT_WORST, List.of());
    }
    if (NUMBER.matcher(text).matches()) {
      return new ClipChoice(Integer.parseInt(text), List.of());
    }
    List<String> ids = Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
    if (ids.contains("") || text.startsWith("-")) {
      throw new SpeakerbenchException(
          "clips to draw: found \"" + text + "\", expected a number or ids separated by commas");
    }
    return new ClipChoice(0, ids);
  }

  /** Throws if one of the ids is not among the known. */
  void requireKnown(List<String> known) {
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new SpeakerbenchException(
            "clips to draw: found no clip "
                + id
                + ", expected some of "
                + String.join(", ", known));
      }
    }
  }

  /** The clips to draw: by id in the given order, else the worst first. */
  List<Chosen> of(ParityReports reports) {
    List<Chosen> all = new ArrayList<>();
    for (ParityReport report : reports.packs()) {
      report.clips().forEach(clip -> all.add(chosen(report, clip)));
    }
    return ids.isEmpty()
        ? all.stream()
            .sorted(Comparator.comparingDouble(Chosen::severity).reversed())
            .limit(worst)
            .toList()
        : ids.stream()
            .flatMap(id -> all.stream().filter(chosen -> chosen.clip().equals(id)))
            .toList();
  }

  /** The normalised features where they are the first to fail, else the raw ones. */
  private static Chosen chosen(ParityReport report, String clip) {
    List<ParityRow> frontEnd =
        report.rows().stream()
            .filter(row -> row.clip().equals(clip) && row.model().isEmpty())
            .toList();
    ParityStage first =
        frontEnd.stream()
            .filter(row -> !row.passed() && row.stage().comparesFeatures())
            .map(ParityRow::stage)
            .min(Comparator.naturalOrder())
            .orElse(ParityStage.FBANK);
    double severity = frontEnd.stream().mapToDouble(ParityRow::severity).max().orElse(0);
    return new Chosen(report.pack(), clip, first, severity);
  }
}
