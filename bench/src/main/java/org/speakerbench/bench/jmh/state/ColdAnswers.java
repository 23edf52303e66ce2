package org.speakerbench.bench.jmh.state;

import java.util.ArrayList;
import java.util.List;

/** What the processes of a cold start told since the iteration began. */
public final class ColdAnswers {
  private static final List<ColdAnswer> ANSWERS = new ArrayList<>();

  private ColdAnswers() {}

  /** A process told. */
  public static synchronized void add(ColdAnswer answer) {
    ANSWERS.add(answer);
  }

  /** Forgets all: an iteration begins. */
  public static synchronized void clear() {
    ANSWERS.clear();
  }

  /** In the order of the calls. */
  public static synchronized List<ColdAnswer> all() {
    return List.copyOf(ANSWERS);
  }
}
