package org.speakerbench.bench.compare;

import java.util.List;
import java.util.Optional;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.ModelDigest;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
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

  private SameWork() {}

  /** Refuses other audio. */
  static void requireSameClip(ReportData base, ReportData next) {
    String found = text(next, new Named("run", "clip"));
    String expected = text(base, new Named("run", "clip"));
    if (!found.equals(expected)) {
      throw different("audio", found, expected);
    }
  }

  /** Refuses another front end; reports that do not say have the standard one. */
  static void requireSameFrontEnd(ReportData base, ReportData next) {
    String found = RunSettings.otherFrontEnd(next.environment()).orElse(RunSettings.STANDARD);
    String expected = RunSettings.otherFrontEnd(base.environment()).orElse(RunSettings.STANDARD);
    if (!found.equals(expected)) {
      throw different("front end", found, expected);
    }
  }

  /**
   * Refuses other models of the same name: by their identity if both sides have it, which another
   * export of the same weights shares; else by the hashes of graph and weights, and models of which
   * a side does not know those.
   */
  static void requireSameModel(
      ReportData baseReport, SummaryRow base, ReportData nextReport, SummaryRow next) {
    if (base.model() == null) {
      return;
    }
    String model = base.work().model();
    String identity = base.model().identity();
    if (!identity.isEmpty() && !next.model().identity().isEmpty()) {
      requireSame("model_identity of " + model, known(identity), known(next.model().identity()));
    } else {
      requireSame(
          "model_sha256 of " + model, known(base.model().sha256()), known(next.model().sha256()));
      Named weights = new Named(ModelDigest.GROUP, ModelDigest.weightsFact(model));
      requireSame(weights.name(), fact(baseReport, weights), fact(nextReport, weights));
    }
    String precision = base.model().precision();
    String other = next.model().precision();
    if (!precision.isEmpty() && !other.isEmpty() && !precision.equals(other)) {
      throw different("precision of " + model, other, precision);
    }
  }

  private static Fact known(String sha256) {
    return sha256.isEmpty() ? Fact.unavailable("blank") : Fact.of(sha256, "summary.csv");
  }

  private static void requireSame(String what, Fact base, Fact next) {
    if (base.value() == null || next.value() == null) {
      boolean ofBase = base.value() == null;
      throw new SpeakerbenchException(
          "maybe different work: found no "
              + what
              + " in "
              + (ofBase ? "the base" : "the new report")
              + " ("
              + (ofBase ? base : next).unavailable()
              + "), expected it in both reports: two unknown models are not the same");
    }
    if (!base.value().equals(next.value())) {
      throw different(what, next.value().toString(), base.value().toString());
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
    return fact(report, fact).text().orElse("unknown");
  }

  private static Fact fact(ReportData report, Named fact) {
    return report.environment().fact(fact.group(), fact.name());
  }
}
