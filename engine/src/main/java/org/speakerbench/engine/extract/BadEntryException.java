package org.speakerbench.engine.extract;

import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;

/** An entry of a list that is no clip, or none that may be read. */
final class BadEntryException extends SpeakerbenchException {
  private static final long serialVersionUID = 1L;

  /** Which, for programs: the column {@code reason} of {@code failed.tsv}. */
  enum Reason {
    /** Bytes that are not UTF-8. */
    NOT_UTF8,
    /** A command, where commands are not allowed. */
    COMMAND_NOT_ALLOWED,
    /** A command that failed, or whose end had to be waited for too long. */
    COMMAND_FAILED,
    /** A command that takes input. */
    OUTPUT_COMMAND,
    /** Rows of a matrix. */
    RANGE,
    /** Something of the network. */
    URL,
    /** Standard input for a second time. */
    STDIN_TWICE,
    /** A path that no file can have. */
    NO_PATH,
    /** A file that changed while it was read. */
    CHANGED
  }

  private final Reason reason;

  BadEntryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  BadEntryException(Reason reason, String before, Setting setting, String after) {
    super(before, setting, after);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
