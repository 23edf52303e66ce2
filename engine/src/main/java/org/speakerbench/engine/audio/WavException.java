package org.speakerbench.engine.audio;

import java.io.IOException;
import java.util.function.Function;
import org.speakerbench.engine.Setting;

/**
 * A file that cannot be read as WAV or FLAC audio. The message is one sentence: the file, what is
 * wrong at which byte, the value found and the value expected.
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
    /** A file that is neither WAV nor FLAC, nor of a kind that is known. */
    NOT_RIFF_WAVE,
    /** A kind of file that is known and not read, such as MP3 or Ogg: the message says how to. */
    OTHER_FORMAT,
    /** An RF64 or BW64 file whose 64-bit sizes are missing or short. */
    BAD_DS64,
    /** No {@code fmt } chunk. */
    NO_FMT,
    /** The {@code fmt } chunk comes after the {@code data} chunk. */
    LATE_FMT,
    /** The {@code fmt } chunk is too small for what it must hold. */
    BAD_FMT_SIZE,
    /** Two {@code fmt } chunks that say different things. */
    CONFLICTING_FMT,
    /** An unknown or compressed format tag or sub-format. */
    UNSUPPORTED_ENCODING,
    /** Zero channels, or more than any recording has. */
    BAD_CHANNEL_COUNT,
    /** A sample rate of zero, or one that no recording has. */
    BAD_SAMPLE_RATE,
    /** Bits per sample that the encoding does not have. */
    BAD_BITS_PER_SAMPLE,
    /** A block align other than channels times bytes per sample. */
    BAD_BLOCK_ALIGN,
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
    /** Fewer channels than the number of the one that was chosen. */
    NO_SUCH_CHANNEL,
    /** A FLAC header that says what no FLAC file says. */
    BAD_FLAC_HEADER,
    /** A FLAC file of which a frame, a checksum or the MD5 of the samples is wrong. */
    FLAC_DAMAGED,
    /** A FLAC file that ends before the samples that it states, or inside a frame. */
    FLAC_CUT,
    /** More samples than one array holds. */
    TOO_LARGE
  }

  private final Reason reason;
  private final String file;
  private final Setting setting;
  private final String before;
  private final String after;

  WavException(Reason reason, String file, String problem) {
    this(reason, file, problem, null);
  }

  WavException(Reason reason, String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
    this.reason = reason;
    this.file = file;
    setting = null;
    before = problem;
    after = "";
  }

  /** With a setting that makes it work, which the message names between two parts. */
  WavException(Reason reason, String file, String before, Setting setting, String after) {
    this(reason, file, before, setting, after, setting.javaName());
  }

  private WavException(
      Reason reason, String file, String before, Setting setting, String after, String name) {
    super(file + ": " + before + name + after);
    this.reason = reason;
    this.file = file;
    this.setting = setting;
    this.before = before;
    this.after = after;
  }

  /** The same with the caller's name of the setting, if the message names one. */
  WavException naming(Function<Setting, String> names) {
    return setting == null
        ? this
        : new WavException(reason, file, before, setting, after, names.apply(setting));
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
