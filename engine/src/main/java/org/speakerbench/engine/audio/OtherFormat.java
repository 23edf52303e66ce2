package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * Files that are neither WAV nor FLAC, known by their first bytes. Each is told by its name, with
 * the command that would turn it into WAV.
 *
 * @param name what it is called
 * @param offset of {@code mark} in the file
 * @param mark bytes that such a file has, as ISO 8859-1
 */
record OtherFormat(String name, int offset, String mark) {

  /** As far as marks reach. */
  private static final int BYTES = 64;

  private static final OtherFormat[] KNOWN = {
    new OtherFormat("Ogg Opus", 28, "OpusHead"),
    new OtherFormat("Ogg Vorbis", 28, "\1vorbis"),
    new OtherFormat("Ogg Speex", 28, "Speex   "),
    new OtherFormat("Ogg FLAC", 28, "\u007fFLAC"),
    new OtherFormat("Ogg", 0, "OggS"),
    new OtherFormat("MP3", 0, "ID3"),
    new OtherFormat("NIST SPHERE", 0, "NIST_1A"),
    new OtherFormat("M4A or MP4", 4, "ftyp"),
    new OtherFormat("AIFF", 0, "FORM"),
    new OtherFormat("Sun AU", 0, ".snd"),
    new OtherFormat("Core Audio (CAF)", 0, "caff"),
    new OtherFormat("Wave64", 0, "riff\u002e\u0091\u00cf\u0011"),
    new OtherFormat("AVI", 8, "AVI "),
    new OtherFormat("Matroska or WebM", 0, "\u001a\u0045\u00df\u00a3"),
    new OtherFormat("Windows Media (ASF)", 0, "\u0030\u0026\u00b2\u0075"),
    new OtherFormat("AMR", 0, "#!AMR"),
    new OtherFormat("WavPack", 0, "wvpk"),
    new OtherFormat("Monkey's Audio", 0, "MAC "),
    new OtherFormat("Shorten", 0, "ajkg"),
    new OtherFormat("True Audio", 0, "TTA1"),
  };

  private static final String LFS_POINTER = "version https://git-lfs";

  /**
   * Refuses a file of a format that is known here.
   *
   * @throws WavException with its name
   */
  static void refuse(ByteSource source, String file) throws IOException {
    ByteBuffer bytes = source.read(0, RiffHeader.BYTES);
    if (ascii(bytes).startsWith("RIF") && ascii(bytes).endsWith("WAVE")) {
      return; // reads no more of a stream than it must
    }
    String start = ascii(source.read(0, BYTES));
    if (start.startsWith(LFS_POINTER)) {
      throw new WavException(
          Reason.OTHER_FORMAT,
          file,
          "found a pointer of Git LFS, expected the file itself, which 'git lfs pull' fetches");
    }
    String name = name(start);
    if (name != null) {
      throw new WavException(
          Reason.OTHER_FORMAT, file, "found " + name + ", expected WAV or FLAC; " + advice(file));
    }
  }

  private static String name(String start) {
    for (OtherFormat format : KNOWN) {
      if (start.startsWith(format.mark, format.offset)) {
        return format.name;
      }
    }
    return start.length() < 2 ? null : mpegName(start.charAt(0), start.charAt(1));
  }

  /** Frames of MPEG audio begin with 11 ones, version, layer (ISO 11172-3); of AAC with layer 0. */
  private static String mpegName(int first, int second) {
    if (first != 0xFF || second < 0xE0 || (second >> 3 & 3) == 1) {
      return null;
    }
    return switch (second >> 1 & 3) {
      case 0 -> second >= 0xF0 ? "AAC (ADTS)" : null;
      case 1 -> "MP3";
      default -> "MPEG audio";
    };
  }

  /** What a {@code wav.scp} has to say so that the file is read. */
  static String advice(String file) {
    return "as a pipe of a wav.scp: ffmpeg -v error -i " + quoted(file) + " -f wav - |";
  }

  /** As a shell reads it as one word. */
  private static String quoted(String file) {
    return file.matches("[\\w./+:@%=,-]+") ? file : "'" + file.replace("'", "'\\''") + "'";
  }

  private static String ascii(ByteBuffer bytes) {
    return new String(
        bytes.array(),
        bytes.arrayOffset() + bytes.position(),
        bytes.remaining(),
        StandardCharsets.ISO_8859_1);
  }
}
