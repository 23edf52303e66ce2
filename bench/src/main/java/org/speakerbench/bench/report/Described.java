package org.speakerbench.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Work;

/** What was timed, in words: what is usual is not said. */
final class Described {
  private Described() {}

  /** For instance {@code campplus e2e wall, 2 threads, 10000 ms}. */
  static String work(Work work, Clock clock) {
    List<String> words = new ArrayList<>();
    if (!work.program().equals(Work.SPEAKERBENCH)) {
      words.add(work.program());
    }
    if (!work.model().isEmpty()) {
      words.add(work.model());
    }
    words.add(work.stage().label());
    words.add(clock.label());
    List<String> setting = new ArrayList<>();
    if (work.scenario() != Scenario.SINGLE_STREAM) {
      setting.add(work.scenario().label() + " " + work.workers() + " workers");
    }
    if (work.intraOpThreads() > 1) {
      setting.add(work.intraOpThreads() + " threads");
    }
    if (work.batch() > 1) {
      setting.add("batch " + work.batch());
    }
    if (!work.stage().perMachine()) {
      setting.add(work.audioMs() + " ms");
    }
    return String.join(
        ", ", Stream.concat(Stream.of(String.join(" ", words)), setting.stream()).toList());
  }
}
