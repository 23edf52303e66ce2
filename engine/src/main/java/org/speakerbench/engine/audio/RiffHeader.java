package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * The first twelve bytes: container, size of the rest, form.
 *
 * @param order of the bytes of all numbers: big-endian in RIFX files
 * @param large whether sizes of 64 bits are in a {@code ds64} chunk: RF64 (EBU Tech 3306) and BW64
 *     (ITU-R BS.2088)
 * @param declaredBytes size of the rest, as the header claims
 */
record RiffHeader(ByteOrder order, boolean large, long declaredBytes) {

  static final int BYTES = 12;

  /** Reads the header; refuses whatever does not begin like a WAV file. */
  static RiffHeader read(ByteSource source, String file) throws IOException {
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
    boolean bigEndian = container.equals("RIFX");
    boolean large = container.equals("RF64") || container.equals("BW64");
    if (!form.equals("WAVE") || !bigEndian && !large && !container.equals("RIFF")) {
      throw new WavException(
          Reason.NOT_RIFF_WAVE,
          file,
          "found '" + container + "' and '" + form + "', expected 'RIFF' and 'WAVE', or FLAC");
    }
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long size = Integer.toUnsignedLong(header.order(order).getInt(header.position() + 4));
    return new RiffHeader(order, large, size);
  }
}
