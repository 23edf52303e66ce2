package org.speakerbench.engine.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;

/** Trials with a score each: the higher, the more a system takes it for a target. */
public final class ScoredTrials {
  private static final int FIELDS = 3;

  private final Trials trials;
  private final double[] scores;

  private ScoredTrials(Trials trials, double[] scores) {
    this.trials = trials;
    this.scores = scores;
  }

  /**
   * Joins trials and scores, in the same order.
   *
   * @param scores may be infinite, as log-likelihood ratios can be
   * @throws SpeakerbenchException if a score is not a number
   */
  public static ScoredTrials of(Trials trials, double[] scores) {
    if (scores.length != trials.size()) {
      throw new IllegalArgumentException(
          "found " + scores.length + " scores, expected those of " + trials.size() + " trials");
    }
    double[] own = scores.clone();
    for (int i = 0; i < own.length; i++) {
      if (Double.isNaN(own[i])) {
        throw new SpeakerbenchException(
            "trial " + trials.list().get(i) + ": found the score NaN, expected a number");
      }
      own[i] += 0.0; // minus zero ties with zero
    }
    return new ScoredTrials(trials, own);
  }

  /**
   * Reads the scores of trials: Kaldi's {@code enrol test score}, in any order.
   *
   * @throws SpeakerbenchException if a line has other fields, a pair that is no trial or was there
   *     before, or no number; or if a trial has no score
   */
  public static ScoredTrials read(Path file, Trials trials) {
    Map<String, Map<String, Integer>> places = new HashMap<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.list().get(i);
      places.computeIfAbsent(trial.enrol(), id -> new HashMap<>()).put(trial.test(), i);
    }
    double[] scores = new double[trials.size()];
    int[] lines = new int[trials.size()];
    FieldLines.read(
        file,
        "scores, lines of enrol, test and score",
        line -> {
          String[] fields = line.fields();
          if (fields.length != FIELDS) {
            throw line.wrong(fields.length + " fields", "three, enrol, test and score");
          }
          Integer place = places.getOrDefault(fields[0], Map.of()).get(fields[1]);
          if (place == null) {
            throw line.wrong(fields[0] + " " + fields[1] + ", which is no trial", "trials only");
          }
          if (lines[place] > 0) {
            throw line.wrong("the trial of line " + lines[place] + " again", "each once");
          }
          lines[place] = line.number();
          scores[place] = number(line, fields[2]);
        });
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == 0) {
        Trial trial = trials.list().get(i);
        throw new SpeakerbenchException(
            file
                + ": found no score of trial "
                + trial.enrol()
                + " "
                + trial.test()
                + ", expected those of all "
                + trials.size());
      }
    }
    return of(trials, scores);
  }

  private static double number(FieldLines.Line line, String field) {
    switch (field) {
      case "inf":
      case "+inf":
        return Double.POSITIVE_INFINITY;
      case "-inf":
        return Double.NEGATIVE_INFINITY;
      default:
        break;
    }
    try {
      double score = Double.parseDouble(field);
      if (!Double.isNaN(score)) {
        return score;
      }
    } catch (NumberFormatException e) {
      // said below, as of what is not a number by its own word
    }
    throw line.wrong("the score \"" + field + "\"", "a number");
  }

  /** Writes Kaldi's format, with the digits that read back as the same numbers. */
  public void write(Path file) throws IOException {
    List<Trial> list = trials.list();
    AtomicFile.write(
        file,
        out -> {
          for (int i = 0; i < scores.length; i++) {
            Trial trial = list.get(i);
            String line = trial.enrol() + " " + trial.test() + " " + text(scores[i]) + "\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  private static String text(double score) {
    return Double.isInfinite(score) ? (score > 0 ? "inf" : "-inf") : Double.toString(score);
  }

  public Trials trials() {
    return trials;
  }

  /** Score of a trial by its place. */
  public double score(int index) {
    return scores[index];
  }

  /** A copy of all scores, in the order of the trials. */
  public double[] scores() {
    return scores.clone();
  }

  /**
   * What these scores come to.
   *
   * @throws SpeakerbenchException if there is no target or no nontarget trial
   */
  public ErrorRates errorRates() {
    return new WeightedRates(this).unweighted().rates();
  }
}
