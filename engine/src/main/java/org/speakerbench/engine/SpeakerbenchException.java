package org.speakerbench.engine;

import java.util.Optional;
import java.util.function.Function;

/**
 * An input, a file or a setting that cannot be used. The message is one sentence for the person who
 * gave it: what, where, what was found and what was expected.
 */
public class SpeakerbenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Setting setting;
  private final String before;
  private final String after;

  public SpeakerbenchException(String message) {
    this(message, (Throwable) null);
  }

  public SpeakerbenchException(String message, Throwable cause) {
    super(message, cause);
    setting = null;
    before = message;
    after = "";
  }

  /** With a setting that makes it work, which the message names between the two parts. */
  public SpeakerbenchException(String before, Setting setting, String after) {
    this(before, setting, after, null);
  }

  /** With a setting and a cause. */
  public SpeakerbenchException(String before, Setting setting, String after, Throwable cause) {
    super(before + setting.javaName() + after, cause);
    this.setting = setting;
    this.before = before;
    this.after = after;
  }

  /** What can be set so that it works; empty if nothing can. */
  public Optional<Setting> setting() {
    return Optional.ofNullable(setting);
  }

  /** The message with the caller's name of the setting, if it names one, in place of Java's. */
  public String message(Function<Setting, String> names) {
    return setting == null ? before : before + names.apply(setting) + after;
  }
}
