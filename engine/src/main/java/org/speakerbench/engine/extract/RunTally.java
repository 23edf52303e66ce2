package org.speakerbench.engine.extract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of a run so far; told by many threads at a time. */
final class RunTally {
  /** Failures that are kept to be shown: all are in a file. */
  private static final int SHOWN = 20;

  private final int total;

  /** Places of the utterances that have a complete file. */
  private final BitSet done;

  private final SortedMap<String, Integer> reasons = new TreeMap<>();
  private final List<ClipFailure> first = new ArrayList<>();
  private int kept;
  private int failed;

  RunTally(int total) {
    this.total = total;
    done = new BitSet(total);
  }

  /** One is complete since an earlier run. */
  synchronized void keep(int at) {
    done.set(at);
    kept++;
  }

  synchronized int kept() {
    return kept;
  }

  synchronized boolean isDone(int at) {
    return done.get(at);
  }

  synchronized void complete(int at) {
    done.set(at);
  }

  /** A file that was complete is gone. */
  synchronized void lose(int at) {
    done.clear(at);
  }

  synchronized void fail(ClipFailure failure) {
    failed++;
    reasons.merge(failure.reason(), 1, Integer::sum);
    if (first.size() < SHOWN) {
      first.add(failure);
    }
  }

  /** Places of what is complete, as they are now. */
  synchronized BitSet done() {
    return (BitSet) done.clone();
  }

  synchronized int failed() {
    return failed;
  }

  synchronized ScpRun.Result result(Path failedList, String stopped, double audioSeconds) {
    return new ScpRun.Result(
        total,
        done.cardinality(),
        kept,
        failed,
        new TreeMap<>(reasons),
        List.copyOf(first),
        failedList,
        stopped,
        audioSeconds);
  }
}
