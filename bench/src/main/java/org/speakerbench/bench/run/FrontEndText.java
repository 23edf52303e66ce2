package org.speakerbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.jmh.state.FrontEndDifferences;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;

/** The front ends of a run in one line: what they have that the standard one has not. */
final class FrontEndText {
  private FrontEndText() {}

  /** That of all, or that of FBank alone and of each model that has another. */
  static String of(RtfSettings settings) {
    FbankOptions timed = settings.own().fbank();
    Set<String> others = new TreeSet<>();
    for (ModelRef model : settings.timed()) {
      FrontEnd own = settings.own().frontEnd(model.spec());
      if (!own.equals(new FrontEnd(timed, MeanNormalization.CLIP))) {
        others.add(model.name() + " " + words(own));
      }
    }
    String fbank = words(new FrontEnd(timed, MeanNormalization.CLIP));
    if (others.isEmpty()) {
      return fbank;
    }
    List<String> parts = new ArrayList<>();
    parts.add("FBank alone " + fbank);
    parts.addAll(others);
    return String.join("; ", parts);
  }

  private static String words(FrontEnd frontEnd) {
    List<String> different = FrontEndDifferences.between(frontEnd, FrontEnd.STANDARD);
    return different.isEmpty() ? RunSettings.STANDARD : String.join(", ", different);
  }
}
