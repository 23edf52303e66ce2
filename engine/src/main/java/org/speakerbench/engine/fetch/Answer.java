package org.speakerbench.engine.fetch;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/** What a server answered: all of a file, the rest of it, or why not. */
final class Answer {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int NO_SUCH_RANGE = 416;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  /** RFC 9110, section 14.4. */
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private final URI address;
  private final HttpResponse<InputStream> response;
  private final int status;

  Answer(URI address, HttpResponse<InputStream> response) {
    this.address = address;
    this.response = response;
    status = response.statusCode();
  }

  /** Whether it is the rest of a file. */
  boolean isRest() {
    return status == PARTIAL;
  }

  /** How many bytes follow; -1 if it does not say. */
  long length() {
    try {
      return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    } catch (NumberFormatException e) {
      throw new SpeakerbenchException(
          address + ": found a Content-Length that is no number, expected the file's", e);
    }
  }

  /**
   * The version of the file by which a rest of it can be asked for: a weak one (RFC 9110, section
   * 8.8.3) does not promise the same bytes.
   */
  Optional<String> etag() {
    return response.headers().firstValue("ETag").filter(tag -> tag.startsWith("\""));
  }

  /**
   * Returns only if a file follows, or a part of one.
   *
   * @throws BrokenOffException if the same request may succeed later
   * @throws SpeakerbenchException if it will not
   */
  void requireFile() throws BrokenOffException {
    if (status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR) {
      throw new BrokenOffException(
          "HTTP status " + status, retryAfter(response.headers().firstValue("Retry-After")));
    }
    if (status != OK && status != PARTIAL) {
      throw new SpeakerbenchException(
          address + ": found HTTP status " + status + meaning() + ", expected the file");
    }
    String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!coding.equals("identity")) {
      throw new SpeakerbenchException(
          address + ": found content in the coding " + coding + ", expected it as it is");
    }
  }

  /** Whether what was asked for is refused, or another part follows: then it is asked for whole. */
  boolean isNotTheRest(long have, Optional<PartFile.Note> note) {
    if (status == NO_SUCH_RANGE) {
      return note.isPresent();
    }
    if (status != PARTIAL) {
      return false;
    }
    String range = response.headers().firstValue("Content-Range").orElse("none");
    Matcher matcher = RANGE.matcher(range);
    boolean right =
        note.isPresent() && matcher.matches() && Long.parseLong(matcher.group(1)) == have;
    if (right && note.get().total() >= 0 && !matcher.group(3).equals("*")) {
      right = Long.parseLong(matcher.group(3)) == note.get().total();
    }
    return !right || etag().filter(tag -> !tag.equals(note.get().etag())).isPresent();
  }

  /** Length of the whole file, of which {@code have} bytes are there; -1 if nothing says. */
  long wholeLength(long have, Optional<PartFile.Note> note) {
    if (!isRest()) {
      return length();
    }
    Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
    if (range.matches() && !range.group(3).equals("*")) {
      return Long.parseLong(range.group(3));
    }
    long noted = note.map(PartFile.Note::total).orElse(-1L);
    return noted >= 0 || length() < 0 ? noted : have + length();
  }

  private String meaning() {
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> " (not allowed: it may need a sign-in, or be blocked here)";
      case NOT_FOUND, GONE -> " (no such file: it was moved or deleted)";
      default -> "";
    };
  }

  /** Seconds or a date; null if it is neither. */
  static Duration retryAfter(Optional<String> header) {
    if (header.isEmpty()) {
      return null;
    }
    String text = header.get().strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Duration until =
          Duration.between(
              ZonedDateTime.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
