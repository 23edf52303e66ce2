package org.speakerbench.bench.format;

import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;

/** What is counted. */
public enum Clock {
  /** Elapsed time: of each call, or of an iteration per call. */
  WALL,
  /** CPU time of all threads of the process, known per iteration only. */
  CPU;

  /** Name in the CSVs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The clock of a name.
   *
   * @throws SpeakerbenchException naming all, if there is none
   */
  public static Clock of(String label) {
    return Labels.find(values(), Clock::label, label, "clock");
  }
}
