package org.speakerbench.engine.fbank.config;

import org.speakerbench.engine.SpeakerbenchException;

/** What an option must satisfy, in the words of the configuration file. */
final class Requirement {
  private Requirement() {}

  /** Throws "KEY is FOUND, expected EXPECTED" unless it holds. */
  static void that(boolean holds, String key, Object found, String expected) {
    if (!holds) {
      throw new SpeakerbenchException(key + " is " + found + ", expected " + expected);
    }
  }
}
