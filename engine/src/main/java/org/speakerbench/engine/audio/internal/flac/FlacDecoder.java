package org.speakerbench.engine.audio.internal.flac;

import java.io.IOException;
import java.io.InputStream;
import org.speakerbench.engine.audio.internal.flac.FlacException.Kind;

/**
 * Decodes native FLAC of 4 to 32 bits and 1 to 8 channels, block by block (RFC 9639; no code of
 * others). Each frame has to have the right checksums and place, and the whole the length and the
 * MD5 that its header states: a damaged or cut file is an error, never other samples.
 */
public final class FlacDecoder {
  /** {@code fLaC}, which a file begins with. */
  public static final int MAGIC = 0x664C6143;

  private static final int STREAMINFO = 0;
  private static final int INVALID_TYPE = 127;

  /** {@code TA}: of the 128 bytes "TAG..." that other software puts behind files, ID3v1. */
  private static final int TAG = 0x5441;

  private final BitReader in;
  private final FlacInfo info;
  private final SampleDigest digest;
  private long[][] block = {};
  private long done;

  /** Number of the next frame; -1 before the first, which may have any. */
  private long nextFrame = -1;

  private boolean ended;

  /**
   * Reads what comes before the first frame.
   *
   * @param in where the file begins, with {@code fLaC}; read in large pieces and not closed
   * @throws FlacException if that is no FLAC file
   */
  public FlacDecoder(InputStream in) throws IOException {
    this.in = new BitReader(in);
    info = readMetadata();
    digest = new SampleDigest(info.bitsPerSample());
  }

  private FlacInfo readMetadata() throws IOException {
    if (in.bits(32) != MAGIC) {
      throw new FlacException(Kind.HEADER, "found no 'fLaC' at its start, expected it");
    }
    FlacInfo found = null;
    boolean last = false;
    while (!last) {
      long at = in.position();
      last = in.bits(1) == 1;
      int type = (int) in.bits(7);
      long length = in.bits(24);
      boolean first = found == null;
      if (first != (type == STREAMINFO)
          || first && length != FlacInfo.BYTES
          || type == INVALID_TYPE) {
        throw new FlacException(
            Kind.HEADER,
            "found a metadata block of type "
                + type
                + " and "
                + length
                + " bytes at byte "
                + at
                + ", expected STREAMINFO of 34 bytes first, and once");
      }
      if (first) {
        found = FlacInfo.read(in);
      } else {
        in.skip(length);
      }
    }
    return found;
  }

  /** What the header says. */
  public FlacInfo info() {
    return info;
  }

  /**
   * Decodes the next block, which {@link #block} then has.
   *
   * @return samples of each channel; 0 at the end, when length and MD5 have been checked
   * @throws FlacException if a frame is damaged or the end missing
   */
  public int next() throws IOException {
    if (ended) {
      return 0;
    }
    if (done == info.frames() && done > 0 || info.frames() == 0 && atEnd()) {
      end();
      return 0;
    }
    if (!in.more()) {
      throw new FlacException(
          Kind.CUT,
          "found "
              + done
              + " samples up to the end at byte "
              + in.position()
              + ", expected "
              + info.frames());
    }
    long at = in.position();
    FrameHeader header = FrameHeader.read(in, info);
    requirePlace(header, at);
    int count = header.blockSize();
    readBlock(header, at);
    done += count;
    if (info.frames() > 0 && done > info.frames()) {
      throw FlacException.damaged(
          "found "
              + done
              + " samples in the frames up to byte "
              + in.position()
              + ", expected "
              + info.frames());
    }
    digest.update(block, count);
    return count;
  }

  /** Samples of the last block, [channels][count and more], as integers. */
  public long[][] block() {
    return block;
  }

  private boolean atEnd() throws IOException {
    int next = in.peek16();
    return next == TAG || next < 0 && !in.more();
  }

  private void end() throws IOException {
    if (FrameHeader.mayBegin(in.peek16())) {
      throw FlacException.damaged(
          "found another frame at byte "
              + in.position()
              + ", expected the end after "
              + done
              + " samples");
    }
    if (info.hasMd5()) {
      String found = digest.hex();
      if (!found.equals(info.md5())) {
        throw FlacException.damaged("MD5 of the samples is " + found + ", expected " + info.md5());
      }
    }
    ended = true;
  }

  private void requirePlace(FrameHeader header, long at) throws FlacException {
    long expected = header.numbersSamples() ? done : nextFrame;
    if (nextFrame >= 0 && header.number() != expected) {
      throw FlacException.damaged(
          "found the frame number "
              + header.number()
              + " at byte "
              + at
              + ", expected "
              + expected
              + ": others are missing or the order is wrong");
    }
    nextFrame = header.numbersSamples() ? 0 : header.number() + 1;
  }

  private void readBlock(FrameHeader header, long at) throws IOException {
    int count = header.blockSize();
    if (block.length == 0 || block[0].length < count) {
      block = new long[info.channels()][count];
    }
    for (int c = 0; c < block.length; c++) {
      int bits = Channels.bits(c, header.assignment(), info.bitsPerSample());
      Subframe.read(in, bits, block[c], count);
    }
    boolean zeros = in.align();
    int crc = in.crc16();
    if (in.bits(16) != crc || !zeros) {
      throw FlacException.damaged(
          "found a frame whose checksum (CRC-16) is wrong at byte "
              + at
              + ", expected a sound one");
    }
    Channels.restore(header.assignment(), block, count);
    if (!Channels.fit(block, count, info.bitsPerSample())) {
      throw FlacException.damaged(
          "found samples beyond "
              + info.bitsPerSample()
              + " bits in the frame at byte "
              + at
              + ", expected none");
    }
  }
}
