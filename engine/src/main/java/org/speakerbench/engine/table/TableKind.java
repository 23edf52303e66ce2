package org.speakerbench.engine.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.NpyReader;

/** What arrays are stored in, told by the first bytes. */
enum TableKind {
  FOLDER(FolderReader::read),
  NPZ(Npz::read),
  NPY(NpyMatrix::read),
  JSON_LINES(JsonLines::read),
  ARCHIVE(ArchiveReader::read),
  INDEX(IndexReader::read);

  /** How one is read. */
  @FunctionalInterface
  private interface Reader {
    void read(Path source, Table.Visitor each) throws IOException;
  }

  private static final int HEAD_BYTES = 1 << 16;

  private final Reader reader;

  TableKind(Reader reader) {
    this.reader = reader;
  }

  void read(Path source, Table.Visitor each) throws IOException {
    reader.read(source, each);
  }

  /**
   * Tells it.
   *
   * @throws SpeakerbenchException if nothing is there, or no file
   */
  static TableKind of(Path source) throws IOException {
    if (Files.isDirectory(source)) {
      return FOLDER;
    }
    if (!Files.isRegularFile(source)) {
      throw new SpeakerbenchException(
          source
              + ": found "
              + (Files.exists(source) ? "no regular file" : "nothing")
              + ", expected embeddings or features: a folder, an index, a Kaldi archive, .npy,"
              + " .npz or JSON Lines");
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(source)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    return of(head);
  }

  private static TableKind of(byte[] head) {
    if (NpyReader.isNpy(head)) {
      return NPY;
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return NPZ;
    }
    String start = text.stripLeading();
    if (start.startsWith("{")) {
      return JSON_LINES;
    }
    int space = 0;
    while (space < start.length() && start.charAt(space) > ' ') {
      space++;
    }
    String behind = start.substring(space);
    boolean isArchive = behind.startsWith(" \0B") || behind.stripLeading().startsWith("[");
    return isArchive ? ARCHIVE : INDEX;
  }
}
