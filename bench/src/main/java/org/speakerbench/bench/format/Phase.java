package org.speakerbench.bench.format;

import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;

/** Whether an iteration counts. */
public enum Phase {
  /** Before the measurement: shown, and in no statistic. */
  WARMUP,
  /** What the statistics are made of. */
  MEASURED;

  /** Name in the CSVs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The phase of a name.
   *
   * @throws SpeakerbenchException naming all, if there is none
   */
  public static Phase of(String label) {
    return Labels.find(values(), Phase::label, label, "phase");
  }
}
