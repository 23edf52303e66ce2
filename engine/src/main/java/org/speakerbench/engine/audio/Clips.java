package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.speakerbench.engine.audio.internal.flac.FlacDecoder;

/** The container of a clip, by its first bytes: WAV, FLAC, or one that is not read. */
final class Clips {
  /** {@code ID3}: version 2 of the tag that some software puts before a file. */
  private static final int ID3 = 0x494433;

  private static final int ID3_HEADER_BYTES = 10;
  private static final int ID3_FOOTER_FLAG = 0x10;

  private Clips() {}

  static DecodedWav decode(ByteSource source, String file, ChannelChoice choice)
      throws IOException {
    long flac = flacStart(source);
    if (flac >= 0) {
      return FlacClip.decode(source, flac, file, choice);
    }
    OtherFormat.refuse(source, file);
    return WavClip.decode(source, file, choice);
  }

  static WavInfo info(ByteSource source, String file) throws IOException {
    long flac = flacStart(source);
    if (flac >= 0) {
      return FlacClip.info(source, flac, file);
    }
    OtherFormat.refuse(source, file);
    return WavParser.parse(source, file).info();
  }

  /** Where a FLAC file begins, behind tags of ID3; -1 if it is none. */
  private static long flacStart(ByteSource source) throws IOException {
    long start = 0;
    ByteBuffer bytes = source.read(start, ID3_HEADER_BYTES);
    while (bytes.remaining() == ID3_HEADER_BYTES && first(bytes, 3) == ID3) {
      int at = bytes.position();
      long size = 0;
      for (int i = 6; i < ID3_HEADER_BYTES; i++) {
        size = size << 7 | bytes.get(at + i) & 0x7F;
      }
      boolean footer = (bytes.get(at + 5) & ID3_FOOTER_FLAG) != 0;
      start += size + (footer ? 2 : 1) * ID3_HEADER_BYTES;
      bytes = source.read(start, ID3_HEADER_BYTES);
    }
    return bytes.remaining() >= 4 && first(bytes, 4) == FlacDecoder.MAGIC ? start : -1;
  }

  /** The first bytes as a number, the very first highest. */
  private static int first(ByteBuffer bytes, int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | bytes.get(bytes.position() + i) & 0xFF;
    }
    return number;
  }
}
