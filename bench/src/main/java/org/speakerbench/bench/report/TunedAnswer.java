package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelLabel;

/** What tuned graphs gain over the official ones of the same run. */
final class TunedAnswer {
  private final Headline headline;

  TunedAnswer(Headline headline) {
    this.headline = headline;
  }

  /** Both graphs of one model. */
  private record Pair(SummaryRow tuned, SummaryRow official) {
    boolean told() {
      return Standing.of(tuned) != Standing.INVALID
          && Standing.of(official) != Standing.INVALID
          && !SpeedAnswer.overlap(tuned, official);
    }

    String gain() {
      double factor = official.rtf().rtf() / tuned.rtf().rtf();
      String model = Words.title(official);
      return factor >= 1
          ? model + " " + Words.times(factor) + " faster"
          : model + " " + Words.times(1 / factor) + " slower";
    }
  }

  /** One sentence; empty if no model was run by both. */
  Optional<String> sentence() {
    List<Pair> pairs = pairs();
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    List<Pair> told = pairs.stream().filter(Pair::told).toList();
    List<Pair> open = pairs.stream().filter(pair -> !pair.told()).toList();
    List<String> parts = new ArrayList<>();
    if (!told.isEmpty()) {
      parts.add("tuned graphs make " + Words.and(told.stream().map(Pair::gain).toList()));
    }
    if (!open.isEmpty()) {
      parts.add(
          "whether "
              + Words.and(open.stream().map(pair -> Words.title(pair.tuned)).toList())
              + (open.size() == 1 ? " is" : " are")
              + " faster cannot be told, as intervals overlap or figures are INVALID");
    }
    String first =
        told.stream().anyMatch(pair -> Standing.of(pair.tuned) == Standing.FIRST_LOOK)
            ? "On this first look "
            : "";
    String text = first + String.join("; ", parts) + ".";
    return Optional.of(Character.toUpperCase(text.charAt(0)) + text.substring(1));
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (SummaryRow row : headline.main()) {
      if (row.work().program().equals(Work.SPEAKERBENCH) && isTuned(row.model())) {
        headline.main().stream()
            .filter(other -> other.work().program().equals(Work.SPEAKERBENCH))
            .filter(
                other -> other.work().model().equals(ModelLabel.parse(row.work().model()).model()))
            .forEach(official -> pairs.add(new Pair(row, official)));
      }
    }
    return pairs;
  }

  private static boolean isTuned(ModelFacts model) {
    return model != null
        && model.graph() == GraphForm.TUNED
        && model.provider().equals(Provider.CPU.name());
  }
}
