package org.speakerbench.engine.fetch;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.catalogue.FrontEndFacts;
import org.speakerbench.engine.fbank.FrontEnd;

/** Whether a model would be run with the front end that its publisher says it takes. */
final class FrontEndAgreement {
  private final FrontEndFacts published;
  private final FrontEnd found;

  FrontEndAgreement(FrontEndFacts published, FrontEnd found) {
    this.published = published;
    this.found = found;
  }

  /** What differs, for example {@code window povey instead of hamming}; empty if nothing does. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    compare(
        "sample rate",
        found.fbank().frame().sampleRateHz(),
        (double) published.sampleRateHz(),
        differences);
    compare("window", found.fbank().frame().window().optionName(), published.window(), differences);
    compare("sample scale", found.fbank().scale().factor(), published.sampleScale(), differences);
    compare(
        "mean normalisation", found.mean().toString(), published.meanNormalization(), differences);
    return differences;
  }

  private static void compare(
      String fact, Object found, Object expected, List<String> differences) {
    if (!found.equals(expected)) {
      differences.add(fact + " " + found + " instead of " + expected);
    }
  }
}
