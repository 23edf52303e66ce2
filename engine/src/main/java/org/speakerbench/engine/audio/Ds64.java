package org.speakerbench.engine.audio;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * The {@code ds64} chunk of an RF64 or BW64 file: the sizes that do not fit where they belong.
 *
 * @param riffBytes size of the file without its first eight bytes
 * @param dataBytes size of the samples
 * @param frames as a {@code fact} chunk states them
 * @param others sizes of other chunks, by id
 */
record Ds64(long riffBytes, long dataBytes, long frames, Map<Integer, Long> others) {

  private static final int FIXED_BYTES = 28;
  private static final int ENTRY_BYTES = 12;

  /** Chunks beyond 4 GB beside the samples; no writer has one. */
  private static final int MAX_OTHERS = 64;

  /** As much of the chunk as is looked at. */
  static final int MAX_BYTES = FIXED_BYTES + MAX_OTHERS * ENTRY_BYTES;

  /** Of files that cannot be that large, so that sums of sizes do not overflow. */
  private static final long MAX_SIZE = 1L << 60;

  static Ds64 parse(ByteBuffer body, Chunk chunk, String file) throws WavException {
    if (chunk.declaredBytes() < FIXED_BYTES) {
      throw new WavException(
          Reason.BAD_DS64,
          file,
          chunk + " has " + chunk.declaredBytes() + " bytes, expected at least " + FIXED_BYTES);
    }
    int at = body.position();
    long entries = Integer.toUnsignedLong(body.getInt(at + 24));
    Map<Integer, Long> others = new HashMap<>();
    for (int entry = at + FIXED_BYTES;
        others.size() < entries && entry + ENTRY_BYTES <= body.limit();
        entry += ENTRY_BYTES) {
      if (others.putIfAbsent(body.getInt(entry), size(body, entry + 4)) != null) {
        break;
      }
    }
    return new Ds64(size(body, at), size(body, at + 8), body.getLong(at + 16), others);
  }

  private static long size(ByteBuffer body, int at) {
    long size = body.getLong(at);
    return size < 0 ? Chunk.STREAMED : Math.min(size, MAX_SIZE); // all ones: not known
  }

  /** The size of a chunk whose own field says that it is here. */
  long sizeOf(Chunk chunk) {
    return chunk.id() == Chunk.DATA
        ? dataBytes
        : others.getOrDefault(chunk.id(), chunk.declaredBytes());
  }
}
