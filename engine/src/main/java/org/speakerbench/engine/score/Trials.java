package org.speakerbench.engine.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.speakerbench.engine.SpeakerbenchException;

/** Trials in their order, each once. */
public final class Trials {
  private final List<Trial> list;
  private final int targets;

  private Trials(List<Trial> list) {
    this.list = List.copyOf(list);
    this.targets = (int) this.list.stream().filter(Trial::target).count();
  }

  /** Enrolment and test clip, which may stand in a list once. */
  private record Pair(String enrol, String test) {}

  /**
   * Trials that are there already.
   *
   * @throws SpeakerbenchException if a pair is repeated, or there is no target or no nontarget
   */
  public static Trials of(List<Trial> list) {
    Set<Pair> pairs = new HashSet<>();
    for (Trial trial : list) {
      if (!pairs.add(new Pair(trial.enrol(), trial.test()))) {
        throw new SpeakerbenchException(
            "trial " + trial.enrol() + " " + trial.test() + " is repeated, expected it once");
      }
    }
    return new Trials(list).requireBothClasses("trials");
  }

  /**
   * Reads a trials file: Kaldi's {@code enrol test target|nontarget}, or VoxCeleb's {@code 1|0
   * enrol test} if the first line is one, fields separated by white space.
   *
   * @throws SpeakerbenchException with the number of the line, if one has other fields, an unknown
   *     label or a pair that was there before; if the file cannot be read, is empty, or has no
   *     target or no nontarget trial
   */
  public static Trials read(Path file) {
    Map<Pair, Integer> lines = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    List<Trial> list = new ArrayList<>();
    TrialFormat[] format = new TrialFormat[1];
    FieldLines.read(
        file,
        "trials, lines of enrol, test and target or nontarget",
        line -> {
          format[0] = format[0] == null ? TrialFormat.of(line) : format[0];
          Trial trial = format[0].read(line);
          String enrol = names.computeIfAbsent(trial.enrol(), name -> name);
          String test = names.computeIfAbsent(trial.test(), name -> name);
          Integer before = lines.putIfAbsent(new Pair(enrol, test), line.number());
          if (before != null) {
            throw line.wrong(
                "the trial of line " + before + " again, " + enrol + " " + test, "each once");
          }
          list.add(new Trial(enrol, test, trial.target()));
        });
    return new Trials(list).requireBothClasses(file.toString());
  }

  private Trials requireBothClasses(String where) {
    if (targets == 0 || targets == list.size()) {
      throw new SpeakerbenchException(
          where
              + ": found "
              + targets
              + " target and "
              + nontargets()
              + " nontarget trials, expected some of both");
    }
    return this;
  }

  /** Those that meet a condition; none, or those of one class only, may remain. */
  public Trials where(Predicate<Trial> condition) {
    return new Trials(list.stream().filter(condition).toList());
  }

  public List<Trial> list() {
    return list;
  }

  public int size() {
    return list.size();
  }

  /** Number of target trials. */
  public int targets() {
    return targets;
  }

  /** Number of nontarget trials. */
  public int nontargets() {
    return list.size() - targets;
  }

  /** Clips or models that are enrolled, in the order in which they come. */
  public Set<String> enrolled() {
    Set<String> ids = new LinkedHashSet<>();
    list.forEach(trial -> ids.add(trial.enrol()));
    return ids;
  }

  /** Clips that are tested, in the order in which they come. */
  public Set<String> tested() {
    Set<String> ids = new LinkedHashSet<>();
    list.forEach(trial -> ids.add(trial.test()));
    return ids;
  }
}
