package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.speakerbench.engine.score.EnrolmentModels;
import org.speakerbench.engine.score.ErrorRates;
import org.speakerbench.engine.score.Interval;
import org.speakerbench.engine.score.Rate;
import org.speakerbench.engine.score.ScoredTrials;
import org.speakerbench.engine.score.SpeakerBootstrap;
import org.speakerbench.engine.score.SpeakerTable;
import org.speakerbench.engine.score.TrialScorer;
import org.speakerbench.engine.score.Units;

/** What {@code score} prints of trials. */
final class ScoreReport {
  private static final String LINE = "%-12s %s%n";

  private final PrintWriter out;
  private final PrintWriter err;

  ScoreReport(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void failed(SortedMap<String, String> failed, int all) {
    failed.forEach((clip, reason) -> err.println("error: " + clip + ": " + reason));
    if (!failed.isEmpty()) {
      err.println("error: " + failed.size() + " of " + all + " utterances failed, listed above");
    }
  }

  void unscored(List<TrialScorer.Unscored> unscored) {
    unscored.forEach(
        trial -> err.println("not scored: " + trial.trial() + ": no embedding of " + trial.clip()));
    if (!unscored.isEmpty()) {
      err.println("error: " + unscored.size() + " trials are not scored, listed above");
    }
  }

  void normalization(boolean all, int top, int size, int unknown) {
    out.printf(
        LINE,
        "normalised",
        all
            ? "S-norm, cohort of " + size
            : "AS-norm (AS-norm1), nearest " + top + " of a cohort of " + size);
    if (unknown > 0) {
      err.println(
          "note: the speakers of "
              + unknown
              + " of the cohort are not known (--utt2spk): none of them may be in the trials");
    }
  }

  void rates(
      ScoredTrials scored,
      List<TrialScorer.Unscored> unscored,
      SpeakerTable speakers,
      EnrolmentModels models,
      long seed) {
    ErrorRates rates = scored.errorRates();
    SpeakerBootstrap.Intervals intervals = null;
    String why = "none: who speaks is not known, expected --utt2spk";
    if (speakers != null) {
      Units units = Units.speakers(speakers, models);
      SpeakerBootstrap bootstrap = new SpeakerBootstrap(units, seed);
      int found = bootstrap.units(scored.trials());
      if (found < SpeakerBootstrap.FEWEST_UNITS) {
        why =
            "none: found "
                + found
                + " speakers, expected at least "
                + SpeakerBootstrap.FEWEST_UNITS;
      } else {
        intervals = bootstrap.intervals(scored);
        why = describe(intervals, seed);
      }
    }
    if (intervals == null) {
      Interval narrowest = SpeakerBootstrap.narrowest(scored, Rate.EER);
      why +=
          "; were trials independent, EER could be "
              + text(Rate.EER, narrowest.low())
              + " to "
              + text(Rate.EER, narrowest.high());
    } else if (rates.eer() == 0) {
      why += "; no error was seen: upper ends are those of independent trials and may be higher";
    }
    String of =
        rates.targets() + rates.nontargets() == scored.trials().size() && unscored.isEmpty()
            ? ""
            : " of " + (scored.trials().size() + unscored.size());
    out.printf(
        LINE,
        "trials",
        scored.trials().size()
            + of
            + ": "
            + rates.targets()
            + " target, "
            + rates.nontargets()
            + " nontarget");
    for (Rate rate : Rate.values()) {
      out.printf(LINE, rate, line(rate, rate.of(rates), intervals));
    }
    out.printf(LINE, "intervals", why);
  }

  private static String line(Rate rate, double value, SpeakerBootstrap.Intervals intervals) {
    String text = text(rate, value);
    if (intervals != null) {
      Interval interval = intervals.of(rate);
      text += "  [" + text(rate, interval.low()) + ", " + text(rate, interval.high()) + "]";
    }
    return rate == Rate.CLLR
        ? text + "  if scores are log-likelihood ratios; cosines are not"
        : text;
  }

  private static String text(Rate rate, double value) {
    return rate == Rate.EER
        ? String.format(Locale.ROOT, "%.2f%%", 100 * value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String describe(SpeakerBootstrap.Intervals intervals, long seed) {
    return "95%, "
        + intervals.resamples()
        + " resamples of "
        + intervals.units()
        + " "
        + intervals.noun()
        + (intervals.degenerate() > 0
            ? " (" + intervals.degenerate() + " of them without targets or nontargets)"
            : "")
        + ", seed "
        + seed;
  }
}
