package org.speakerbench.bench.matrix;

/**
 * How a worker's process ended.
 *
 * @param kind in which way
 * @param words what is known of it; empty if it ended as it should
 */
record Ending(Kind kind, String words) {
  static final Ending GOOD = new Ending(Kind.GOOD, "");

  /** Ways to end. */
  enum Kind {
    GOOD,
    /** By a signal: native code crashed. */
    SIGNAL,
    /** By us: nothing came of it for too long. */
    HUNG,
    /** By itself, with an exit code that says so. */
    FAILED
  }
}
