package org.speakerbench.engine.extract;

import java.util.Locale;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.SampleRateException;
import org.speakerbench.engine.internal.WriteFailedException;

/**
 * Why there is nothing of an utterance: a line of {@code failed.tsv}.
 *
 * @param id of the utterance
 * @param entry where its clip should be, as the list says
 * @param reason for programs: {@code missing} and the other {@link WavException.Reason}s in lower
 *     case with '-', those of entries that are no clip ({@code url}, {@code command-failed}, ...),
 *     {@code too-short}, {@code sample-rate}, {@code bad-sample}, {@code memory}, {@code
 *     unwritten}, or {@code refused}
 * @param message one sentence
 */
public record ClipFailure(String id, String entry, String reason, String message) {
  static final String UNWRITTEN = "unwritten";
  static final String MEMORY = "memory";
  private static final String REFUSED = "refused";

  /** The kind of an exception. */
  static String reasonOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String known = known(cause);
      if (known != null) {
        return known;
      }
    }
    return REFUSED;
  }

  private static String known(Throwable thrown) {
    if (thrown instanceof WavException wav) {
      return words(wav.reason());
    }
    if (thrown instanceof BadEntryException entry) {
      return words(entry.reason());
    }
    if (thrown instanceof ClipTooShortException) {
      return "too-short";
    }
    if (thrown instanceof SampleRateException) {
      return "sample-rate";
    }
    if (thrown instanceof BadSampleException) {
      return "bad-sample";
    }
    return thrown instanceof WriteFailedException ? UNWRITTEN : null;
  }

  private static String words(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The columns, with what would break a line or a column in one space. */
  String line() {
    return String.join("\t", plain(id), plain(entry), reason, plain(message)) + "\n";
  }

  private static String plain(String text) {
    return text.replaceAll("[\\t\\n\\r]+", " ");
  }
}
