package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.speakerbench.engine.audio.WavException.Reason;

/** The first twelve bytes: container, size of the rest, form. */
final class RiffHeader {

  static final int BYTES = 12;

  private RiffHeader() {}

  /** Refuses whatever does not begin like a WAV file. Looks at nothing but the header. */
  static void check(ByteSource source, String file) throws IOException {
    ByteBuffer header = source.read(0, BYTES);
    if (header.remaining() == 0) {
      throw new WavException(
          Reason.EMPTY_FILE, file, "the file is empty, expected 'RIFF' and 'WAVE'");
    }
    if (header.remaining() < BYTES) {
      throw new WavException(
          Reason.SHORT_HEADER,
          file,
          "found " + header.remaining() + " bytes, expected a header of " + BYTES + " and chunks");
    }
    String container = Chunk.name(header.getInt(header.position()));
    String form = Chunk.name(header.getInt(header.position() + 8));
    Reason reason = Reason.NOT_RIFF_WAVE;
    String note = "";
    if (form.equals("WAVE")) {
      switch (container) {
        case "RIFF" -> {
          return;
        }
        case "RF64", "BW64" -> {
          reason = Reason.RF64;
          note = " (WAV with 64-bit sizes, not supported)";
        }
        case "RIFX" -> {
          reason = Reason.RIFX;
          note = " (big-endian WAV, not supported)";
        }
        default -> {}
      }
    }
    throw new WavException(
        reason,
        file,
        "found '" + container + "' and '" + form + "'" + note + ", expected 'RIFF' and 'WAVE'");
  }

  /**
   * Warns of a size that does not end where the file ends.
   *
   * @param padded whether the last byte of the file is padding: not all writers count it
   */
  static void checkSize(ByteSource source, boolean padded, List<String> warnings)
      throws IOException {
    Chunk riff = Chunk.parse(source.read(0, BYTES), 0);
    long missing = source.size() - riff.end();
    if (missing != 0 && !(padded && missing == 1)) {
      warnings.add(
          "RIFF size at byte 4 is "
              + riff.declaredBytes()
              + ", expected "
              + (source.size() - Chunk.HEADER_BYTES));
    }
  }
}
