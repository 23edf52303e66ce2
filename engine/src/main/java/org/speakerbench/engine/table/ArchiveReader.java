package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a Kaldi archive from its beginning: id, space, object. */
final class ArchiveReader {
  private static final int LONGEST_ID = 1 << 16;

  private ArchiveReader() {}

  static void read(Path file, Table.Visitor each) throws IOException {
    try (KaldiInput in = KaldiInput.open(file, 0)) {
      in.skipSpace();
      while (in.peek() != KaldiInput.END) {
        byte[] id = in.word(LONGEST_ID).getBytes(StandardCharsets.ISO_8859_1);
        if (id.length == 0 || in.peek() != ' ' && in.peek() != '\t') {
          throw in.wrong("found no id with a space behind it", "the id of an utterance");
        }
        in.read();
        StoredArray array = KaldiObject.read(in);
        each.take(new String(id, StandardCharsets.UTF_8), array);
        in.skipSpace();
      }
    }
  }
}
