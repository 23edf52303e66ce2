package org.speakerbench.engine.audio;

import java.io.IOException;

/**
 * A file that cannot be read as WAV audio. The message is one sentence: the file, what is wrong at
 * which byte, the value found and the value expected.
 */
public class WavException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Why a file was refused. */
  public enum Reason {
    /** There is no file of that name. */
    MISSING,
    /** A folder, a file without read permission, or an I/O error. */
    UNREADABLE,
    /** No bytes at all. */
    EMPTY_FILE,
    /** The file ends inside the RIFF header or inside a chunk's header. */
    SHORT_HEADER,
    /** Another kind of file, such as FLAC, MP3 or AVI. */
    NOT_RIFF_WAVE,
    /** RF64 or BW64: WAV with 64-bit sizes. */
    RF64,
    /** RIFX: WAV with big-endian numbers. */
    RIFX,
    /** No {@code fmt } chunk. */
    NO_FMT,
    /** The {@code fmt } chunk comes after the {@code data} chunk. */
    LATE_FMT,
    /** The {@code fmt } chunk is too small for what it must hold. */
    BAD_FMT_SIZE,
    /** Two {@code fmt } chunks that say different things. */
    CONFLICTING_FMT,
    /** A-law companding (format tag 6). */
    A_LAW,
    /** Mu-law companding (format tag 7). */
    MU_LAW,
    /** Any other unknown or compressed format tag or sub-format. */
    UNSUPPORTED_ENCODING,
    /** Zero channels, or more than any recording has. */
    BAD_CHANNEL_COUNT,
    /** A sample rate of zero, or one that no recording has. */
    BAD_SAMPLE_RATE,
    /** Bits per sample that the encoding does not have. */
    BAD_BITS_PER_SAMPLE,
    /** A block align other than channels times bytes per sample. */
    BAD_BLOCK_ALIGN,
    /** An extensible format that uses only some bits of each sample. */
    BAD_VALID_BITS,
    /** A chunk before the samples that is larger than the rest of the file. */
    CHUNK_PAST_END,
    /** More chunks than any recording has. */
    TOO_MANY_CHUNKS,
    /** No {@code data} chunk. */
    NO_DATA,
    /** A {@code data} chunk without one complete frame. */
    EMPTY_DATA,
    /** A sample that is not a number or infinite. */
    NON_FINITE_SAMPLE,
    /** More than one channel where one is expected. */
    SEVERAL_CHANNELS,
    /** More samples than one array holds. */
    TOO_LARGE
  }

  private final Reason reason;
  private final String file;

  WavException(Reason reason, String file, String problem) {
    this(reason, file, problem, null);
  }

  WavException(Reason reason, String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
    this.reason = reason;
    this.file = file;
  }

  /** The kind of problem, for programs. */
  public Reason reason() {
    return reason;
  }

  /** The file as the caller named it. */
  public String file() {
    return file;
  }
}
