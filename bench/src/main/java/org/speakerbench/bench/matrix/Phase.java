package org.speakerbench.bench.matrix;

/** What a run of a model tries, in the order in which a worker makes them. */
enum Phase {
  /** One clip after the other, long and short in turn. */
  SWEEP("alone"),
  /** Several clips of one length at once. */
  BATCH("in a batch"),
  /** Several threads on one session. */
  THREADS("from several threads"),
  /** The same clips backwards in a second session of the process. */
  AGAIN("in a second session");

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  /** As notes say it. */
  @Override
  public String toString() {
    return words;
  }
}
