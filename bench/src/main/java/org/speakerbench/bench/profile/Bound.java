package org.speakerbench.bench.profile;

/** What the time of a node is bound by. */
enum Bound {
  /** Its multiply-adds at the ceiling of their arithmetic take longer than its bytes. */
  COMPUTE("compute"),
  /** Its bytes at the speed of a copy take longer than its multiply-adds. */
  MEMORY("memory"),
  /** Neither would take a tenth of its time: what it costs is to be called. */
  CALL("call");

  private final String label;

  Bound(String label) {
    this.label = label;
  }

  /** As tables and the CSV have it. */
  String label() {
    return label;
  }
}
