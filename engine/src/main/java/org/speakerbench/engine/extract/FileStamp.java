package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Whether a file is still the one it was: its size and when it was changed.
 *
 * @param bytes size
 * @param changedMicros time of change since 1970
 */
record FileStamp(long bytes, long changedMicros) {
  /** Of what is no regular file. */
  static final FileStamp NONE = new FileStamp(-1, -1);

  /** Of a file as it is now; {@link #NONE} if there is no regular file. */
  static FileStamp of(Path file) {
    if (file == null) {
      return NONE;
    }
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      return facts.isRegularFile()
          ? new FileStamp(facts.size(), facts.lastModifiedTime().to(TimeUnit.MICROSECONDS))
          : NONE;
    } catch (IOException e) {
      return NONE;
    }
  }
}
