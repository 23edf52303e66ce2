package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;

/** FLAC that cannot be decoded; the message says what was found at which byte. */
public final class FlacException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** The metadata says what no file says. */
    HEADER,
    /** A frame or the MD5 of the samples is wrong. */
    DAMAGED,
    /** The end is missing. */
    CUT
  }

  private final Kind kind;

  FlacException(Kind kind, String problem) {
    super(problem);
    this.kind = kind;
  }

  static FlacException damaged(String problem) {
    return new FlacException(Kind.DAMAGED, problem);
  }

  /** What is wrong, for programs. */
  public Kind kind() {
    return kind;
  }
}
