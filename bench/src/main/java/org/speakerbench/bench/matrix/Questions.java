package org.speakerbench.bench.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every combination is asked, the same of each model of so many bins. */
final class Questions {
  /**
   * At the edges of CAM++'s segments, which are 100 frames after a stride of 2, of half a segment,
   * and where a model's least length is.
   */
  static final List<Integer> FRAMES =
      List.of(
          1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50, 99, 100, 101, 149, 150, 151, 198, 199, 200,
          201, 202, 298, 299, 300, 301, 302, 345, 399, 400, 401);

  /** Lengths that are run in batches and from threads too: whole segments, partial ones, short. */
  private static final List<Integer> FEW = List.of(10, 101, 200, 298);

  private static final int BATCH = 3;
  private static final int THREAD_ROUNDS = 2;

  /** Of the second session: every third length. */
  private static final int AGAIN_STEP = 3;

  private Questions() {}

  /**
   * All, in the order in which they are asked. Each differs from the one before in length and
   * content, so that an answer left over from it is wrong.
   *
   * @param frames lengths that the model takes, ascending
   */
  static List<Question> of(List<Integer> frames, int bins) {
    List<Question> all = new ArrayList<>();
    List<Integer> inTurn = inTurn(frames);
    inTurn.forEach(n -> all.add(Question.of(Phase.SWEEP, Clip.noise(n, bins, 0))));
    List<Integer> few = frames.stream().filter(FEW::contains).toList();
    for (int n : few) {
      all.add(new Question(Phase.BATCH, batch(n, bins)));
    }
    for (int round = 0; round < THREAD_ROUNDS; round++) {
      for (int n : few) {
        all.add(Question.of(Phase.THREADS, Clip.noise(n, bins, round)));
      }
    }
    List<Integer> backwards = new ArrayList<>(inTurn);
    Collections.reverse(backwards);
    for (int i = 0; i < backwards.size(); i += AGAIN_STEP) {
      all.add(Question.of(Phase.AGAIN, Clip.noise(backwards.get(i), bins, 0)));
    }
    return List.copyOf(all);
  }

  /** Each clip of these once, alone: what a reference has to answer. */
  static List<Question> alone(List<Question> questions) {
    Map<String, Clip> clips = new LinkedHashMap<>();
    questions.forEach(question -> question.clips().forEach(clip -> clips.put(clip.name(), clip)));
    return clips.values().stream().map(clip -> Question.of(Phase.SWEEP, clip)).toList();
  }

  private static List<Clip> batch(int frames, int bins) {
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      clips.add(Clip.noise(frames, bins, i));
    }
    return clips;
  }

  /** The longest, the shortest, the second longest, and so on. */
  private static List<Integer> inTurn(List<Integer> ascending) {
    List<Integer> turn = new ArrayList<>();
    for (int low = 0, high = ascending.size() - 1; low <= high; low++, high--) {
      turn.add(ascending.get(high));
      if (low < high) {
        turn.add(ascending.get(low));
      }
    }
    return turn;
  }
}
