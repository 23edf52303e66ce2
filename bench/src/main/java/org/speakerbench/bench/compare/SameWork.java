package org.speakerbench.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.engine.SpeakerbenchException;

/** What must be the same on both sides, and what had better be. */
final class SameWork {
  private record Named(String group, String name) {}

  /** A difference of these can change times without any change of code or machine. */
  private static final List<Named> CONDITIONS =
      List.of(
          new Named("cpu", "microcode"),
          new Named("cpu", "platform"),
          new Named("os", "kernel"),
          new Named("jvm", "version"),
          new Named("jvm", "flags"),
          new Named("onnxruntime", "session_options"));

  private static final String MODELS = "models";

  private SameWork() {}

  /** Refuses other audio. */
  static void requireSameClip(ReportData base, ReportData next) {
    String found = text(next, new Named("run", "clip"));
    String expected = text(base, new Named("run", "clip"));
    if (!found.equals(expected)) {
      throw different("audio", found, expected);
    }
  }

  /** Refuses other weights beside the same graph, where both sides know them. */
  static void requireSameWeights(ReportData base, ReportData next) {
    for (String name : base.environment().groups().getOrDefault(MODELS, Map.of()).keySet()) {
      Optional<String> expected = base.environment().fact(MODELS, name).text();
      Optional<String> found = next.environment().fact(MODELS, name).text();
      if (name.endsWith(" weights_sha256")
          && expected.isPresent()
          && found.isPresent()
          && !found.equals(expected)) {
        throw different(name, found.get(), expected.get());
      }
    }
  }

  /** Refuses other models of the same name. */
  static void requireSameModel(SummaryRow base, SummaryRow next) {
    requireSame(base, next, "model_sha256 of " + base.work().model(), ModelFacts::sha256);
    requireSame(base, next, "precision of " + base.work().model(), ModelFacts::precision);
  }

  private static void requireSame(
      SummaryRow base, SummaryRow next, String what, Function<ModelFacts, String> fact) {
    if (base.model() != null
        && !Objects.equals(fact.apply(base.model()), fact.apply(next.model()))) {
      throw different(what, fact.apply(next.model()), fact.apply(base.model()));
    }
  }

  static SpeakerbenchException different(String what, String found, String expected) {
    return new SpeakerbenchException(
        "different work: found "
            + what
            + " "
            + found
            + " in the new report, expected that of the base, "
            + expected);
  }

  /** What else differs between the runs, in one sentence; empty if nothing does. */
  static Optional<String> otherConditions(ReportData base, ReportData next) {
    List<String> different =
        CONDITIONS.stream()
            .filter(fact -> !text(base, fact).equals(text(next, fact)))
            .map(
                fact ->
                    fact.group()
                        + " "
                        + fact.name()
                        + " is "
                        + text(base, fact)
                        + " in the base and "
                        + text(next, fact)
                        + " in the new report")
            .toList();
    return different.isEmpty()
        ? Optional.empty()
        : Optional.of("different conditions: " + String.join("; ", different));
  }

  private static String text(ReportData report, Named fact) {
    return report.environment().fact(fact.group(), fact.name()).text().orElse("unknown");
  }
}
