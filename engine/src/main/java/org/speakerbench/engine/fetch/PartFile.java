package org.speakerbench.engine.fetch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * What is there of a download, {@code NAME.part}, and beside it the note of what it is a part of: a
 * rest is asked for of the same version of the same file only.
 */
final class PartFile {
  /**
   * What a part is of.
   *
   * @param url address that was asked for
   * @param etag version of the file as its server calls it
   * @param total length of the file; -1 if not known
   */
  record Note(String url, String etag, long total) {}

  private final Path file;
  private final Path note;

  PartFile(Path folder, String name) {
    file = folder.resolve(name + ".part");
    note = folder.resolve(name + ".part.json");
  }

  Path file() {
    return file;
  }

  long bytes() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The note of a part of what is at an address, if a rest can be asked for. */
  Optional<Note> resumable(URI address) throws IOException {
    if (bytes() == 0 || !Files.exists(note)) {
      return Optional.empty();
    }
    try {
      Note found = new ObjectMapper().readValue(note.toFile(), Note.class);
      return found.url().equals(address.toString()) ? Optional.of(found) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty(); // no note of ours: from the beginning
    }
  }

  /** Begins anew; the note is written only if the server names the version of the file. */
  void begin(URI address, Optional<String> etag, long total) {
    try {
      delete();
      Files.createFile(file);
      if (etag.isPresent()) {
        AtomicFile.write(
            note,
            new ObjectMapper().writeValueAsString(new Note(address.toString(), etag.get(), total)));
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  OutputStream append() {
    try {
      return Files.newOutputStream(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** No failure of the download, which would be tried again. */
  SpeakerbenchException unwritten(IOException e) {
    return new SpeakerbenchException(
        file + ": cannot be written (" + e.getMessage() + "), expected space for it", e);
  }

  void delete() throws IOException {
    Files.deleteIfExists(note);
    Files.deleteIfExists(file);
  }
}
