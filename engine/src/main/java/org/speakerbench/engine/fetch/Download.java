package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;

/** One file from the web, with further attempts from where the last one ended. */
final class Download {
  /** Attempts at all, however little each of them gets. */
  private static final int MOST_ATTEMPTS = 100;

  /** No speaker model is as long; a file that does not end would fill the disk. */
  private static final long MOST_BYTES = 4_000_000_000L;

  private static final int BUFFER_BYTES = 1 << 16;

  private final HttpSource http;
  private final FetchSettings settings;
  private final FetchProgress progress;
  private final URI address;
  private final PartFile part;
  private final long mostBytes;

  /**
   * A download.
   *
   * @param knownBytes length of the file; null if not known
   */
  Download(
      FetchSettings settings, FetchProgress progress, URI address, PartFile part, Long knownBytes) {
    http = new HttpSource(settings);
    this.settings = settings;
    this.progress = progress;
    this.address = address;
    this.part = part;
    mostBytes = knownBytes == null ? MOST_BYTES : knownBytes;
  }

  /**
   * Downloads all of it, or what is missing of it.
   *
   * @throws SpeakerbenchException if it cannot be had; what was got stays where another run finds
   *     it
   */
  void run() throws IOException, InterruptedException {
    int inVain = 0;
    for (int attempt = 1; ; attempt++) {
      long before = part.bytes();
      try {
        attempt();
        return;
      } catch (IOException e) {
        inVain = part.bytes() > before ? 1 : inVain + 1;
        if (inVain >= settings.attempts() || attempt >= MOST_ATTEMPTS || isHopeless(e)) {
          throw gaveUp(e);
        }
        pause(e, inVain);
      }
    }
  }

  private static boolean isHopeless(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException
          || cause instanceof javax.net.ssl.SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  private SpeakerbenchException gaveUp(IOException e) throws IOException {
    String kept =
        part.resumable(address).isPresent()
            ? "; " + part.bytes() + " bytes are kept, another run goes on after them"
            : "";
    return new SpeakerbenchException(
        address + ": found " + Failure.text(e) + ", expected the file" + kept, e);
  }

  private void pause(IOException e, int inVain) throws InterruptedException {
    Duration pause = settings.pause(inVain);
    if (e instanceof BrokenOffException broken && broken.retryAfter().isPresent()) {
      Duration asked = broken.retryAfter().get();
      if (asked.compareTo(settings.longestPause()) > 0) {
        throw new SpeakerbenchException(
            address
                + ": found "
                + e.getMessage()
                + " and a wish to be asked again in "
                + asked.toSeconds()
                + " s, expected the file; try again then");
      }
      pause = asked;
    }
    progress.note(Failure.text(e) + ", trying again in " + pause.toMillis() / 1000.0 + " s");
    Thread.sleep(pause.toMillis());
  }

  private void attempt() throws IOException, InterruptedException {
    Optional<PartFile.Note> note = part.resumable(address);
    long have = note.isPresent() ? part.bytes() : 0;
    Map<String, String> headers =
        note.isPresent()
            ? Map.of("Range", "bytes=" + have + "-", "If-Range", note.get().etag())
            : Map.of();
    if (note.isPresent() && have == note.get().total()) {
      return; // only what comes after the download was left
    }
    HttpResponse<InputStream> response = http.get(address, headers);
    try (InputStream body = response.body()) {
      Answer answer = new Answer(address, response);
      if (answer.isNotTheRest(have, note)) {
        part.delete();
        throw new BrokenOffException("another part than the one that was asked for");
      }
      answer.requireFile();
      if (answer.isRest()) {
        progress.note("going on after " + have + " bytes that are there");
      } else {
        have = 0;
        part.begin(address, answer.etag(), answer.length());
      }
      long total = answer.wholeLength(have, note);
      requireRoom(have, total);
      copy(body, have, total);
    }
  }

  private void requireRoom(long have, long total) throws IOException {
    if (total > mostBytes) {
      throw tooLong(total);
    }
    long free = Files.getFileStore(part.file()).getUsableSpace();
    if (total - have > free) {
      throw new SpeakerbenchException(
          part.file()
              + ": found "
              + free
              + " bytes free, expected "
              + (total - have)
              + " for the rest of "
              + address);
    }
  }

  private void copy(InputStream body, long have, long total) throws IOException {
    long done = have;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = part.append();
        SilenceGuard guard = new SilenceGuard(body, settings.silence())) {
      for (int n = read(body, buffer, guard); n >= 0; n = read(body, buffer, guard)) {
        done += n;
        if (done > mostBytes) {
          throw tooLong(done);
        }
        write(out, buffer, n);
        progress.at(done, total);
      }
    }
    if (total >= 0 && done != total) {
      throw new BrokenOffException("an end after " + done + " of " + total + " bytes");
    }
  }

  private SpeakerbenchException tooLong(long found) throws IOException {
    part.delete();
    return new SpeakerbenchException(
        address + ": found " + found + " bytes or more, expected at most " + mostBytes);
  }

  private int read(InputStream body, byte[] buffer, SilenceGuard guard) throws IOException {
    try {
      int n = body.read(buffer);
      if (n < 0 && guard.closedStream()) {
        throw new IOException("closed");
      }
      guard.heard();
      return n;
    } catch (IOException e) {
      throw guard.closedStream()
          ? new BrokenOffException("silence for " + settings.silence().toMillis() / 1000.0 + " s")
          : e;
    }
  }

  private void write(OutputStream out, byte[] buffer, int n) {
    try {
      out.write(buffer, 0, n);
    } catch (IOException e) {
      throw part.unwritten(e);
    }
  }
}
