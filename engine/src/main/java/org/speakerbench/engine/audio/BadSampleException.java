package org.speakerbench.engine.audio;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * A sample of a clip that cannot be used: it is not a finite number, its energy is beyond what a
 * float holds, or only half of it is there.
 */
public final class BadSampleException extends SpeakerbenchException {
  private static final long serialVersionUID = 1L;

  private final long number;

  /**
   * A sample and what is wrong with it.
   *
   * @param number its number in the clip, from 0
   * @param problem what was found and what was expected
   */
  public BadSampleException(long number, String problem) {
    super("sample " + number + " " + problem);
    this.number = number;
  }

  /** The sample's number in the clip, from 0. */
  public long number() {
    return number;
  }
}
