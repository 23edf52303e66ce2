package org.speakerbench.engine;

/**
 * An input, a file or a setting that cannot be used. The message is one sentence for the person who
 * gave it: what, where, what was found and what was expected.
 */
public class SpeakerbenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SpeakerbenchException(String message) {
    super(message);
  }

  public SpeakerbenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
