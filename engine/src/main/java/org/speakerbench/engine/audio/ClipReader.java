package org.speakerbench.engine.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavException.Reason;
import org.speakerbench.engine.internal.Reasons;

/**
 * Reads the clips of a program: WAV and FLAC files, streams, and clips inside of other files, with
 * one choice of the channel. Immutable and safe for use by many threads.
 *
 * <p>A file either gives exactly the samples it holds or a {@link WavException} that says why not.
 * Flaws that leave no doubt about the samples (a wrong RIFF size, samples cut off at the end, ...)
 * are warnings. Memory is that of the samples that are present, whatever the header promises.
 */
public final class ClipReader {

  /** Takes mono clips; its errors name what Java calls. */
  public static final ClipReader MONO = of(ChannelChoice.ONLY);

  private static final Logger LOG = LoggerFactory.getLogger(ClipReader.class);

  private final ChannelChoice channel;
  private final Function<Setting, String> names;

  private ClipReader(ChannelChoice channel, Function<Setting, String> names) {
    this.channel = channel;
    this.names = names;
  }

  /** A reader that takes this of clips of several channels. */
  public static ClipReader of(ChannelChoice channel) {
    return new ClipReader(channel, Setting::javaName);
  }

  /** The same reader, whose errors call settings what the program's users call them. */
  public ClipReader naming(Function<Setting, String> settingNames) {
    return new ClipReader(channel, settingNames);
  }

  /** The message of an error that is not of reading, with the same names of settings. */
  public String message(SpeakerbenchException e) {
    return e.message(names);
  }

  /** What is taken of clips of several channels. */
  public ChannelChoice channel() {
    return channel;
  }

  /** Reads a file, a named pipe or a device, and logs its warnings. */
  public Waveform read(Path path) throws WavException {
    return logged(decode(path), path.toString());
  }

  /**
   * Reads a stream, to its end, and logs its warnings. The stream stays open.
   *
   * @param name what messages call the stream
   */
  public Waveform read(InputStream stream, String name) throws WavException {
    return logged(decode(stream, name), name);
  }

  /** Reads a file, a named pipe or a device; its warnings are in the result. */
  public DecodedWav decode(Path path) throws WavException {
    return take(path.toString(), () -> ByteSource.open(path), Clips::decode);
  }

  /**
   * Reads a stream, to its end; its warnings are in the result. The stream stays open.
   *
   * @param name what messages call the stream
   */
  public DecodedWav decode(InputStream stream, String name) throws WavException {
    return take(name, () -> StreamSource.lent(stream, name), Clips::decode);
  }

  /**
   * Reads a clip that begins inside of a file, as in {@code wav.ark:12}: to the end that its own
   * header states, whatever comes after it. A clip that the archive's writer put behind {@code
   * AUDIO} and its length (kaldiio) is read too.
   *
   * @param offset of its first byte in the file
   */
  public DecodedWav decode(Path path, long offset) throws WavException {
    return take(path + ":" + offset, () -> EmbeddedSource.open(path, offset), Clips::decode);
  }

  /**
   * Describes a file of any number of channels from its headers. The samples are not read, so this
   * is fast for any size and says nothing about their values; only a FLAC file that does not state
   * its length is decoded.
   */
  public WavInfo readInfo(Path path) throws WavException {
    return take(path.toString(), () -> ByteSource.open(path), (s, name, c) -> Clips.info(s, name));
  }

  /** The same of a stream, which is read to its end and stays open. */
  public WavInfo readInfo(InputStream stream, String name) throws WavException {
    return take(
        name, () -> StreamSource.lent(stream, name), (s, called, c) -> Clips.info(s, called));
  }

  @FunctionalInterface
  private interface Opener {
    ByteSource open() throws IOException;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(ByteSource source, String file, ChannelChoice channel) throws IOException;
  }

  private <T> T take(String file, Opener opener, Work<T> work) throws WavException {
    try (ByteSource source = opener.open()) {
      return work.on(source, file, channel);
    } catch (IOException e) {
      throw typed(e, file).naming(names);
    }
  }

  private static Waveform logged(DecodedWav clip, String file) {
    if (!clip.info().warnings().isEmpty()) {
      LOG.warn("{}: {}", file, String.join("; ", clip.info().warnings()));
    }
    return clip.waveform();
  }

  private static WavException typed(IOException e, String file) {
    if (e instanceof WavException typed) {
      return typed;
    }
    if (e instanceof NoSuchFileException) {
      return new WavException(Reason.MISSING, file, "no such file, expected a WAV or FLAC file", e);
    }
    return new WavException(Reason.UNREADABLE, file, "cannot be read: " + Reasons.of(e), e);
  }
}
