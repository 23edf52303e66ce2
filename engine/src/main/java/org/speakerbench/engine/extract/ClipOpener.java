package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.DecodedWav;
import org.speakerbench.engine.extract.BadEntryException.Reason;

/** Reads what entries of lists name; used by many threads at a time. */
final class ClipOpener {
  private final AtomicBoolean stdinTaken = new AtomicBoolean();
  private ClipReader reader = ClipReader.MONO;

  /** How long a command may take; null if none is run. */
  private Duration commandLimit;

  /** Reads by another reader than {@link ClipReader#MONO}. */
  void readBy(ClipReader other) {
    reader = other;
  }

  /** The message of an error, as the reader names settings. */
  String message(Exception e) {
    return e instanceof SpeakerbenchException known ? reader.message(known) : e.getMessage();
  }

  /** Runs commands, each of which may take so long. */
  void allowCommands(Duration limit) {
    commandLimit = limit;
  }

  /**
   * A clip, and what its file was.
   *
   * @param stamp {@link FileStamp#NONE} where it came from no file
   */
  record Opened(DecodedWav clip, FileStamp stamp) {}

  /**
   * Reads a clip.
   *
   * @throws org.speakerbench.engine.audio.WavException if it is no audio that can be read
   * @throws BadEntryException if the entry names no clip, or none that may be read
   */
  Opened read(ClipList.Clip clip) throws IOException {
    if (clip.problem() != null) {
      throw new BadEntryException(
          Reason.NOT_UTF8, clip.problem() + ", expected an id and a path in UTF-8");
    }
    ClipEntry entry = ClipEntry.parse(clip.entry());
    return switch (entry.kind()) {
      case FILE, ARCHIVE -> ofFile(entry);
      case COMMAND -> new Opened(ofCommand(entry.text()), FileStamp.NONE);
      case STDIN -> new Opened(ofStdin(), FileStamp.NONE);
      case RANGE ->
          throw new BadEntryException(
              Reason.RANGE, "found a range of a matrix's rows, expected a clip");
      case URL ->
          throw new BadEntryException(
              Reason.URL,
              "found a URL, expected the path of a file: fetch it first, or have a command do that"
                  + " (curl -sf URL |)");
      case OUTPUT_COMMAND ->
          throw new BadEntryException(
              Reason.OUTPUT_COMMAND,
              "found a command that takes what is written, expected one that writes the clip: its |"
                  + " stands at the end");
    };
  }

  private Opened ofFile(ClipEntry entry) throws IOException {
    Path file;
    try {
      file = entry.file();
    } catch (InvalidPathException e) {
      throw new BadEntryException(
          Reason.NO_PATH, "no file can have this name here: " + e.getReason());
    }
    FileStamp before = FileStamp.of(file);
    DecodedWav clip =
        entry.kind() == ClipEntry.Kind.ARCHIVE
            ? reader.decode(file, entry.offset())
            : reader.decode(file);
    if (!FileStamp.of(file).equals(before)) {
      throw new BadEntryException(
          Reason.CHANGED, "the file changed while it was read, expected one that stays");
    }
    return new Opened(clip, before);
  }

  private DecodedWav ofCommand(String command) throws IOException {
    if (commandLimit == null) {
      throw new BadEntryException(
          Reason.COMMAND_NOT_ALLOWED,
          "found a command, which is run only where that is allowed (",
          Setting.COMMANDS,
          ")");
    }
    return new ClipCommand(command, commandLimit).read(reader);
  }

  private DecodedWav ofStdin() throws IOException {
    if (stdinTaken.getAndSet(true)) {
      throw new BadEntryException(
          Reason.STDIN_TWICE, "found - for a second time, expected it once: it is standard input");
    }
    return reader.decode(System.in, "standard input");
  }
}
