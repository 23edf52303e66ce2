package org.speakerbench.engine.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Trials with scores, by hand. */
final class ScoredLists {
  private ScoredLists() {}

  /** Trials of clips that occur once each. */
  static ScoredTrials of(double[] targets, double[] nontargets) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < targets.length + nontargets.length; i++) {
      trials.add(new Trial("e" + i, "t" + i, i < targets.length));
    }
    double[] scores =
        DoubleStream.concat(DoubleStream.of(targets), DoubleStream.of(nontargets)).toArray();
    return ScoredTrials.of(Trials.of(trials), scores);
  }

  /** All pairs of the clips {@code s0-0}, {@code s0-1} and so on. */
  static Trials pairs(int speakers, int clips) {
    List<Trial> trials = new ArrayList<>();
    for (int a = 0; a < speakers * clips; a++) {
      for (int b = a + 1; b < speakers * clips; b++) {
        trials.add(
            new Trial(
                name(a / clips, a % clips), name(b / clips, b % clips), a / clips == b / clips));
      }
    }
    return Trials.of(trials);
  }

  static String name(int speaker, int clip) {
    return "s" + speaker + "-" + clip;
  }
}
