package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.internal.Sha256;

/**
 * An utterance whose file is complete, in the manifest: id, SHA-256 and bytes of the file, a hash
 * of the entry in the list, bytes and time of change of what was read.
 *
 * @param output the file that was written
 * @param entryHash of what the list said where the clip is
 * @param input what was read
 */
record ManifestLine(String id, Written output, String entryHash, FileStamp input) {

  /**
   * A file as it was written.
   *
   * @param sha256 of its content
   * @param bytes its size
   */
  record Written(String sha256, long bytes) {
    /** Whether the file is there and is the same. */
    boolean isAt(Path file) {
      try {
        return FileStamp.of(file).bytes() == bytes && Sha256.of(file).equals(sha256);
      } catch (IOException e) {
        return false;
      }
    }
  }

  private static final int HASH_DIGITS = 16;
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+)\t([0-9a-f]{64})\t(\\d{1,18})\t([0-9a-f]{16})\t(-?\\d{1,18})\t(-?\\d{1,18})");

  static ManifestLine of(ClipList.Clip clip, Written output, FileStamp input) {
    return new ManifestLine(clip.id(), output, hash(clip), input);
  }

  /** Empty if it is none, for example since its end is missing. */
  static Optional<ManifestLine> parse(String line) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      return Optional.empty();
    }
    Written output = new Written(fields.group(2), Long.parseLong(fields.group(3)));
    FileStamp input =
        new FileStamp(Long.parseLong(fields.group(5)), Long.parseLong(fields.group(6)));
    return Optional.of(new ManifestLine(fields.group(1), output, fields.group(4), input));
  }

  String text() {
    return String.join(
            "\t",
            id,
            output.sha256(),
            Long.toString(output.bytes()),
            entryHash,
            Long.toString(input.bytes()),
            Long.toString(input.changedMicros()))
        + "\n";
  }

  /** Whether the list still means the same clip, and its file is as it was or gone. */
  boolean isOf(ClipList.Clip clip) {
    if (clip.problem() != null || !entryHash.equals(hash(clip))) {
      return false;
    }
    Path file = ClipEntry.parse(clip.entry()).file();
    FileStamp now = FileStamp.of(file);
    return now.equals(input) || now.equals(FileStamp.NONE);
  }

  private static String hash(ClipList.Clip clip) {
    return Sha256.of(clip.entry().getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
  }
}
