package org.speakerbench.bench.format;

import org.speakerbench.engine.SpeakerbenchException;

/** How calls follow each other, after MLPerf. */
public enum Scenario {
  /** One call after the other: latency. */
  SINGLE_STREAM("SingleStream"),
  /** Parallel workers over one session that are never idle: throughput. */
  OFFLINE("Offline");

  private final String label;

  Scenario(String label) {
    this.label = label;
  }

  /** Name in the CSVs. */
  public String label() {
    return label;
  }

  /**
   * The scenario of a name.
   *
   * @throws SpeakerbenchException naming all, if there is none
   */
  public static Scenario of(String label) {
    return Labels.find(values(), Scenario::label, label, "scenario");
  }
}
