package org.speakerbench.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * Walks the chunks of one file and finds its format and its samples, without reading the latter.
 *
 * <p>Sizes in the file are claims: each is held against the bytes that are there. A wrong one that
 * leaves no doubt about the samples is a warning, any other an error.
 */
final class WavParser {

  /** Bounds the work on a large file of nothing but empty chunks; recordings have a dozen. */
  static final int MAX_CHUNKS = 100_000;

  private final ByteSource source;
  private final String file;
  private final long size;
  private final RiffHeader riff;
  private final List<String> warnings = new ArrayList<>();
  private Ds64 large;
  private WavFormat format;
  private Chunk data;
  private Chunk fact;
  private Chunk last;

  /** Whether the samples are all that comes after the header of the data chunk. */
  private boolean toEnd;

  private WavParser(ByteSource source, RiffHeader riff, String file) throws IOException {
    this.source = source;
    this.riff = riff;
    this.file = file;
    this.size = source.size();
  }

  /** Where the samples are and what they are. */
  record Layout(
      WavFormat format, ByteOrder order, long dataOffset, long frames, List<String> warnings) {

    WavInfo info() {
      return new WavInfo(
          format.sampleRateHz(),
          format.channels(),
          frames,
          format.bitsPerSample(),
          format.encoding(),
          warnings);
    }
  }

  static Layout parse(ByteSource source, String file) throws IOException {
    WavParser parser = new WavParser(source, RiffHeader.read(source, file), file);
    parser.walkChunks();
    parser.checkRiffSize();
    return parser.layout();
  }

  private void walkChunks() throws IOException {
    long position = RiffHeader.BYTES;
    for (int count = 0; size - position >= Chunk.HEADER_BYTES; count++) {
      if (count == MAX_CHUNKS) {
        giveUp(
            Reason.TOO_MANY_CHUNKS,
            "found more chunks at byte " + position + ", expected at most " + MAX_CHUNKS);
        return;
      }
      Chunk chunk = chunkAt(position);
      if (chunk.id() == Chunk.DATA && data == null) {
        data = chunk;
        toEnd = chunk.isStreamed() || chunk.declaredBytes() == 0 && !chunksFollow(chunk);
        position = toEnd ? size : chunk.next();
      } else if (chunk.end() <= size) {
        visit(chunk);
        position = chunk.next();
      } else {
        giveUp(
            Reason.CHUNK_PAST_END,
            chunk
                + " runs past the end: found "
                + (size - chunk.body())
                + " bytes, expected "
                + chunk.declaredBytes());
        return;
      }
      last = chunk;
    }
    if (position < size) {
      giveUp(
          Reason.SHORT_HEADER,
          "found " + (size - position) + " bytes at byte " + position + ", expected a chunk");
    }
  }

  /** A chunk with its size, which RF64 may have elsewhere. */
  private Chunk chunkAt(long position) throws IOException {
    Chunk chunk = Chunk.parse(read(position, Chunk.HEADER_BYTES), position);
    if (!riff.large() || chunk.declaredBytes() != Chunk.STREAMED) {
      return chunk;
    }
    if (large == null) {
      throw new WavException(
          Reason.BAD_DS64,
          file,
          "found the " + chunk + " with its size in a 'ds64' chunk, expected that before it");
    }
    return chunk.withSize(large.sizeOf(chunk));
  }

  /**
   * Whether what comes after a data chunk that states no bytes are other chunks, up to the end, or
   * nothing. If not, they are samples: the writer was killed before it could state their size.
   */
  private boolean chunksFollow(Chunk empty) throws IOException {
    long position = empty.body();
    for (int count = 0; size - position >= Chunk.HEADER_BYTES && count < MAX_CHUNKS; count++) {
      Chunk chunk = Chunk.parse(read(position, Chunk.HEADER_BYTES), position);
      if (!chunk.isPrintable()) {
        return false;
      }
      position = chunk.end() == size ? size : chunk.next();
    }
    return position == size;
  }

  /**
   * Warns of a size that does not end where the file ends. That the last byte is padding is not
   * counted by all writers.
   */
  private void checkRiffSize() {
    boolean elsewhere = riff.large() && riff.declaredBytes() == Chunk.STREAMED && large != null;
    long declared = elsewhere ? large.riffBytes() : riff.declaredBytes();
    long missing = size - Chunk.HEADER_BYTES - declared;
    if (missing != 0 && !(endsWithPadByte() && missing == 1)) {
      warnings.add(
          (elsewhere ? "RIFF size in the 'ds64' chunk is " : "RIFF size at byte 4 is ")
              + declared
              + ", expected "
              + (size - Chunk.HEADER_BYTES));
    }
  }

  /** The walk cannot go on: an error as long as the samples are not found, else a warning. */
  private void giveUp(Reason reason, String problem) throws WavException {
    if (data == null) {
      throw new WavException(reason, file, problem);
    }
    warnings.add(problem);
  }

  private boolean endsWithPadByte() {
    return last != null && last.next() == size && last.end() < size;
  }

  private void visit(Chunk chunk) throws IOException {
    if (chunk.id() == Chunk.FMT) {
      readFormat(chunk);
    } else if (chunk.id() == Chunk.DS64 && riff.large() && large == null) {
      int length = (int) Math.min(chunk.declaredBytes(), Ds64.MAX_BYTES);
      large = Ds64.parse(read(chunk.body(), length), chunk, file);
    } else if (chunk.id() == Chunk.FACT && fact == null) {
      fact = chunk;
    } else if (chunk.id() == Chunk.DATA) {
      warnings.add("second " + chunk + " ignored, the first at byte " + data.offset() + " is used");
    }
  }

  private void readFormat(Chunk chunk) throws IOException {
    if (format == null && data != null) {
      throw new WavException(
          Reason.LATE_FMT, file, "found the " + chunk + ", expected it before the " + data);
    }
    ByteBuffer body =
        read(chunk.body(), (int) Math.min(chunk.declaredBytes(), WavFormat.MAX_BYTES));
    List<String> notes = new ArrayList<>();
    WavFormat found = WavFormat.parse(body, chunk, file, notes);
    if (format == null) {
      format = found;
      warnings.addAll(notes);
    } else if (!found.equals(format)) {
      throw new WavException(
          Reason.CONFLICTING_FMT,
          file,
          "second " + chunk + " says " + found + ", expected " + format + " as in the first");
    }
  }

  private Layout layout() throws IOException {
    if (format == null) {
      throw new WavException(
          Reason.NO_FMT, file, "found no 'fmt ' chunk in " + size + " bytes, expected one");
    }
    if (data == null) {
      throw new WavException(
          Reason.NO_DATA, file, "found no 'data' chunk in " + size + " bytes, expected one");
    }
    long end = toEnd ? size : Math.min(data.end(), size);
    long present = end - data.body();
    int blockAlign = format.blockAlign();
    long frames = present / blockAlign;
    if (frames == 0) {
      throw new WavException(
          Reason.EMPTY_DATA,
          file,
          data
              + " has no frame: found "
              + present
              + " bytes ("
              + data.declaredBytes()
              + " declared), expected at least "
              + blockAlign);
    }
    if (toEnd) {
      warnings.add(
          data
              + (data.isStreamed()
                  ? " has the size of a stream (" + data.declaredBytes() + "): the "
                  : " states 0 bytes, its writer did not end as it should: the ")
              + present
              + " bytes up to the end are used");
    } else if (present < data.declaredBytes()) {
      warnings.add(
          data
              + " is truncated: found "
              + present
              + " bytes, expected "
              + data.declaredBytes()
              + ", used "
              + frames
              + (frames == 1 ? " frame" : " frames"));
    }
    long partial = present % blockAlign;
    if (partial != 0) {
      warnings.add(
          data
              + " ends inside a frame: found "
              + present
              + " bytes, expected a multiple of "
              + blockAlign
              + ", dropped the last "
              + partial);
    }
    if (fact != null) {
      checkFact(frames);
    }
    return new Layout(format, riff.order(), data.body(), frames, warnings);
  }

  /** Warns of a frame count that holds neither for the samples present nor for those declared. */
  private void checkFact(long frames) throws IOException {
    if (fact.declaredBytes() < Integer.BYTES) {
      warnings.add(fact + " has " + fact.declaredBytes() + " bytes, expected 4");
      return;
    }
    ByteBuffer body = read(fact.body(), Integer.BYTES);
    long found = Integer.toUnsignedLong(body.getInt(body.position()));
    if (large != null && found == Chunk.STREAMED) {
      found = large.frames();
    }
    if (found != frames && found != data.declaredBytes() / format.blockAlign()) {
      warnings.add(fact + " says " + found + " frames, expected " + frames);
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    return source.readFully(position, length, file).order(riff.order());
  }
}
