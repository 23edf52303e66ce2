package org.speakerbench.engine.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * Reads WAV files: PCM of 8, 16, 24 and 32 bits and IEEE floats of 32 and 64, in RIFF containers of
 * any chunk order that has the format before the samples.
 *
 * <p>A file either gives exactly the samples it holds or a {@link WavException} that says why not.
 * Flaws that leave no doubt about the samples (a wrong RIFF size, samples cut off at the end, ...)
 * are warnings. Memory is that of the samples that are present, whatever the header promises.
 */
public final class WavReader {

  private static final Logger LOG = LoggerFactory.getLogger(WavReader.class);

  private WavReader() {}

  /** Reads a mono file and logs its warnings. */
  public static Waveform read(Path path) throws WavException {
    return logged(decode(path), path.toString());
  }

  /**
   * Reads a mono file from a stream, to the stream's end, and logs its warnings. The stream stays
   * open.
   *
   * @param name what messages call the stream
   */
  public static Waveform read(InputStream stream, String name) throws WavException {
    return logged(decode(stream, name), name);
  }

  /** Reads a mono file; its warnings are in the result. */
  public static DecodedWav decode(Path path) throws WavException {
    try (ByteSource source = ByteSource.open(path)) {
      return decode(source, path.toString());
    } catch (IOException e) {
      throw typed(e, path.toString());
    }
  }

  /**
   * Reads a mono file from a stream, to the stream's end; its warnings are in the result. The
   * stream stays open.
   *
   * @param name what messages call the stream
   */
  @SuppressWarnings("resource") // The caller closes what the caller opened.
  public static DecodedWav decode(InputStream stream, String name) throws WavException {
    try {
      return decode(new StreamSource(stream, name), name);
    } catch (IOException e) {
      throw typed(e, name);
    }
  }

  /**
   * Describes a file of any number of channels from its chunk headers. The samples are not read, so
   * this is fast for any size and says nothing about their values.
   */
  public static WavInfo readInfo(Path path) throws WavException {
    try (ByteSource source = ByteSource.open(path)) {
      return WavParser.parse(source, path.toString()).info();
    } catch (IOException e) {
      throw typed(e, path.toString());
    }
  }

  private static DecodedWav decode(ByteSource source, String file) throws IOException {
    WavParser.Layout layout = WavParser.parse(source, file);
    WavFormat format = layout.format();
    if (format.channels() != 1) {
      throw new WavException(
          Reason.SEVERAL_CHANNELS,
          file,
          "found "
              + format.channels()
              + " channels, expected 1: choosing one is not supported yet, convert the file to mono"
              + " first");
    }
    float[] samples = SampleDecoder.decode(source, layout, file);
    return new DecodedWav(new Waveform(samples, format.sampleRateHz()), layout.info());
  }

  private static Waveform logged(DecodedWav wav, String file) {
    if (!wav.info().warnings().isEmpty()) {
      LOG.warn("{}: {}", file, String.join("; ", wav.info().warnings()));
    }
    return wav.waveform();
  }

  private static WavException typed(IOException e, String file) {
    if (e instanceof WavException typed) {
      return typed;
    }
    if (e instanceof NoSuchFileException) {
      return new WavException(Reason.MISSING, file, "no such file, expected a WAV file", e);
    }
    String problem;
    if (e instanceof AccessDeniedException) {
      problem = "access denied";
    } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
      problem = failure.getReason();
    } else {
      problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return new WavException(Reason.UNREADABLE, file, "cannot be read: " + problem, e);
  }
}
