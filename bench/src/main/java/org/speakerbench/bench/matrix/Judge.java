package org.speakerbench.bench.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.score.Cosine;

/** Holds the answers of a worker against a reference. */
final class Judge {
  private static final int MOST_NAMED = 8;

  private final List<Question> questions;
  private final Reference reference;
  private final Map<String, float[]> alone = new HashMap<>();
  private final SortedSet<Integer> asked = new TreeSet<>();
  private final Map<Phase, SortedSet<Integer>> failing = new EnumMap<>(Phase.class);
  private final SortedSet<Integer> batchDependent = new TreeSet<>();
  private double cosineMin = Double.NaN;
  private double relL2Max = Double.NaN;

  /** Numbers of the questions that were answered at all, where not all were; else null. */
  private Set<Integer> given;

  private int stale;
  private int refused;
  private String problem = "";

  private Judge(List<Question> questions, Reference reference) {
    this.questions = questions;
    this.reference = reference;
  }

  /**
   * The verdict on what a worker did.
   *
   * @param version that was to run
   */
  static Judgement of(
      List<Question> questions,
      Reference reference,
      String version,
      WorkerProcess.Outcome outcome) {
    AnswerFile.Content content = outcome.content();
    Ending ending = outcome.ending();
    String where = ", after " + content.answers().size() + " of " + questions.size() + " calls";
    switch (ending.kind()) {
      case SIGNAL:
        return Judgement.without(RuntimeVerdict.CRASHED, ending.words() + where);
      case HUNG:
        return Judgement.without(RuntimeVerdict.CRASHED, "hung: " + ending.words() + where);
      default:
        break;
    }
    Judge judge = new Judge(questions, reference);
    Optional<String> cut = cut(content, ending, version, where);
    if (cut.isEmpty()) {
      judge.hold(content.answers());
      return judge.judgement();
    }
    judge.given = content.version().equals(version) ? content.answers().keySet() : Set.of();
    judge.hold(content.answers());
    return judge.failing.isEmpty() && judge.batchDependent.isEmpty()
        ? Judgement.without(RuntimeVerdict.UNAVAILABLE, cut.get())
        : judge.judgement().and(cut.get());
  }

  /** Why not all could be asked; what was answered wrongly until then is wrong all the same. */
  private static Optional<String> cut(
      AnswerFile.Content content, Ending ending, String version, String where) {
    if (ending.kind() == Ending.Kind.FAILED) {
      return Optional.of(ending.words() + where);
    }
    if (!content.refused().isEmpty()) {
      return Optional.of(content.refused());
    }
    if (!content.version().equals(version)) {
      return Optional.of("found ONNX Runtime " + content.version() + ", expected " + version);
    }
    return content.whole() ? Optional.empty() : Optional.of("the worker ended early" + where);
  }

  private void hold(Map<Integer, Answer> answers) {
    float[] before = new float[0];
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      if (given != null && !given.contains(i)) {
        continue;
      }
      asked.add(question.frames());
      Answer answer = answers.getOrDefault(i, Answer.failed("no answer"));
      if (answer.isFailed() || answer.embeddings().size() != question.clips().size()) {
        refused++;
        problem = problem.isEmpty() ? answer.problem() : problem;
        missing(question);
        continue;
      }
      for (int c = 0; c < question.clips().size(); c++) {
        float[] found = answer.embeddings().get(c);
        boolean right = compare(question, question.clips().get(c), found);
        if (!right && question.phase() != Phase.THREADS && Arrays.equals(found, before)) {
          stale++;
        }
        before = found;
      }
    }
  }

  private boolean compare(Question question, Clip clip, float[] found) {
    float[] expected = reference.expected().get(clip.name());
    double error = RelativeL2.of(expected, found);
    double cosine = cosine(expected, found);
    relL2Max = worse(relL2Max, Double.isFinite(error) ? error : Double.POSITIVE_INFINITY);
    cosineMin = Double.isFinite(cosine) && !(cosine >= cosineMin) ? cosine : cosineMin;
    boolean right = error <= reference.limit();
    if (!right) {
      fails(question);
    }
    if (question.phase() == Phase.SWEEP) {
      alone.put(clip.name(), found);
    } else if (question.phase() == Phase.BATCH && alone.containsKey(clip.name())) {
      if (!(RelativeL2.of(alone.get(clip.name()), found) <= reference.batchLimit())) {
        batchDependent.add(question.frames());
      }
    }
    return right;
  }

  /** NaN where there is none: another length, zeros, values that are no numbers. */
  private static double cosine(float[] expected, float[] found) {
    try {
      return Cosine.similarity(expected, found);
    } catch (IllegalArgumentException | SpeakerbenchException e) {
      return Double.NaN;
    }
  }

  private void missing(Question question) {
    relL2Max = Double.POSITIVE_INFINITY;
    fails(question);
  }

  private void fails(Question question) {
    failing.computeIfAbsent(question.phase(), phase -> new TreeSet<>()).add(question.frames());
  }

  private static double worse(double before, double now) {
    return now <= before ? before : now;
  }

  private Judgement judgement() {
    SortedSet<Integer> all = new TreeSet<>(batchDependent);
    failing.values().forEach(all::addAll);
    return new Judgement(
        all.isEmpty() ? RuntimeVerdict.SAFE : RuntimeVerdict.UNSAFE,
        cosineMin,
        relL2Max,
        all.isEmpty() ? -1 : all.first(),
        note());
  }

  private String note() {
    List<String> notes = new ArrayList<>();
    SortedSet<Integer> sweep = failing.getOrDefault(Phase.SWEEP, new TreeSet<>());
    if (!sweep.isEmpty()) {
      SortedSet<Integer> right = new TreeSet<>(asked);
      right.removeAll(sweep);
      notes.add(
          "wrong at "
              + sweep.size()
              + " of "
              + asked.size()
              + " frame counts"
              + (right.isEmpty() || right.size() > MOST_NAMED ? "" : ", right at " + named(right)));
    }
    failing.forEach(
        (phase, frames) -> {
          if (phase != Phase.SWEEP && !sweep.containsAll(frames)) {
            SortedSet<Integer> only = new TreeSet<>(frames);
            only.removeAll(sweep);
            notes.add("wrong " + phase + " at " + named(only) + " frames");
          }
        });
    if (stale > 0) {
      notes.add(times(stale) + " the answer of the call before");
    }
    if (!batchDependent.isEmpty()) {
      notes.add("a clip's embedding depends on its batch at " + named(batchDependent) + " frames");
    }
    if (refused > 0) {
      notes.add(times(refused) + " no answer: " + problem);
    }
    return String.join("; ", notes);
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static String named(SortedSet<Integer> frames) {
    String words =
        frames.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(" "));
    return frames.size() > MOST_NAMED ? words + " ..." : words;
  }
}
