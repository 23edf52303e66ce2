package org.speakerbench.bench.format;

/** What a figure may be used for. */
public enum Verdict {
  /** The timed answer agreed with the golden pack in every fork. */
  VERIFIED,
  /** There is no golden reference for this model or clip. */
  UNVERIFIED,
  /**
   * Of a reduced precision: another answer than the model's, by as much as cosine and relative L2
   * say.
   */
  REDUCED,
  /**
   * Native code ended the process of a fork; the row has the figures of the other forks, if any.
   */
  CRASHED,
  /** Of the smoke profile: not a result. */
  SMOKE;

  /** The verdict of a name. */
  public static Verdict of(String name) {
    return Labels.find(values(), Verdict::name, name, "verdict");
  }
}
