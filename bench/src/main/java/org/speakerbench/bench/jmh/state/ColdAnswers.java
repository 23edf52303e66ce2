package org.speakerbench.bench.jmh.state;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.format.ProcessMemory;

/**
 * What the processes of a cold start told: their answers since the iteration began, and what one of
 * them told of its memory since the fork began.
 */
public final class ColdAnswers {
  private static final List<ColdAnswer> ANSWERS = new ArrayList<>();
  private static ProcessMemory memory = ProcessMemory.UNKNOWN;

  private ColdAnswers() {}

  /** A process told. */
  public static synchronized void add(ColdAnswer answer) {
    ANSWERS.add(answer);
  }

  /** A process told of its memory. */
  public static synchronized void memory(ProcessMemory told) {
    memory = told;
  }

  /** Forgets all answers: an iteration begins. */
  public static synchronized void clear() {
    ANSWERS.clear();
  }

  /** In the order of the calls. */
  public static synchronized List<ColdAnswer> all() {
    return List.copyOf(ANSWERS);
  }

  /** What a process told of its memory; unknown if none was asked. */
  public static synchronized ProcessMemory memory() {
    return memory;
  }
}
