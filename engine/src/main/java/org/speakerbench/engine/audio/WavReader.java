package org.speakerbench.engine.audio;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads mono WAV and FLAC files: {@link ClipReader} without a choice, see there for clips of
 * several channels and for what is read how.
 */
public final class WavReader {

  private WavReader() {}

  /** Reads a mono file and logs its warnings. */
  public static Waveform read(Path path) throws WavException {
    return ClipReader.MONO.read(path);
  }

  /**
   * Reads a mono file from a stream, to the stream's end, and logs its warnings. The stream stays
   * open.
   *
   * @param name what messages call the stream
   */
  public static Waveform read(InputStream stream, String name) throws WavException {
    return ClipReader.MONO.read(stream, name);
  }

  /** Reads a mono file; its warnings are in the result. */
  public static DecodedWav decode(Path path) throws WavException {
    return ClipReader.MONO.decode(path);
  }

  /**
   * Reads a mono file from a stream, to the stream's end; its warnings are in the result. The
   * stream stays open.
   *
   * @param name what messages call the stream
   */
  public static DecodedWav decode(InputStream stream, String name) throws WavException {
    return ClipReader.MONO.decode(stream, name);
  }

  /** Describes a file of any number of channels: {@link ClipReader#readInfo(Path)}. */
  public static WavInfo readInfo(Path path) throws WavException {
    return ClipReader.MONO.readInfo(path);
  }
}
