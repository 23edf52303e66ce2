package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.audio.WavBytes.Fmt;
import org.speakerbench.engine.audio.WavException.Reason;
import org.speakerbench.engine.audio.WavInfo.Encoding;

class WavReaderTest {

  /** Enough for a reader that holds headers only, or samples that are really there. */
  private static final long SMALL_BYTES = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void everySampleOfALongFileIsExact(int bits) throws IOException {
    SplittableRandom random = new SplittableRandom(bits);
    int count = 300_001; // several blocks, the last one partial
    byte[] stored = new byte[count * bits / 8];
    random.nextBytes(stored);
    float[] expected = new float[count];
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int b = bits / 8 - 1; b >= 0; b--) {
        value = value << 8 | Byte.toUnsignedLong(stored[i * bits / 8 + b]);
      }
      double half = Math.pow(2, bits - 1);
      double signed = bits == 8 || value < half ? value : value - 2 * half;
      expected[i] = (float) ((bits == 8 ? signed - half : signed) / half);
    }
    byte[] wav = WavBytes.riff().fmt(Fmt.pcm(bits)).data(stored).build();

    assertArrayEquals(expected, WavReader.read(write(wav)).samples());
    assertArrayEquals(expected, WavReader.read(new ByteArrayInputStream(wav), "stream").samples());
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64})
  void everySampleOfALongFloatFileIsExact(int bits) throws IOException {
    SplittableRandom random = new SplittableRandom(bits);
    int count = 100_001;
    double[] doubles = random.doubles(count, -1, 1).toArray();
    float[] expected = new float[count];
    for (int i = 0; i < count; i++) {
      expected[i] = (float) doubles[i];
    }
    byte[] stored = bits == 32 ? WavBytes.float32(expected) : WavBytes.float64(doubles);
    byte[] wav = WavBytes.riff().fmt(Fmt.ieeeFloat(bits)).data(stored).build();

    assertArrayEquals(expected, WavReader.read(write(wav)).samples());
  }

  @Test
  void aNonFiniteSampleInALaterBlockIsFound() throws IOException {
    float[] samples = new float[50_000];
    samples[40_000] = Float.POSITIVE_INFINITY;
    byte[] wav = WavBytes.riff().fmt(Fmt.ieeeFloat(32)).data(WavBytes.float32(samples)).build();
    WavException e = refusal(write(wav));
    assertThat(e.reason()).isEqualTo(Reason.NON_FINITE_SAMPLE);
    assertThat(e).hasMessageContaining("sample 40000 at byte 160044 is Infinity");
  }

  @Test
  void infoDescribesAnyNumberOfChannels() throws IOException {
    byte[] wav =
        WavBytes.riff()
            .fmt(Fmt.ieeeFloat(32).channels(6).rateHz(44100).extensible(32))
            .data(WavBytes.float32(new float[6 * 441]))
            .build();
    WavInfo info = WavReader.readInfo(write(wav));
    assertThat(info).isEqualTo(new WavInfo(44100, 6, 441, 32, Encoding.FLOAT, List.of()));
    assertThat(info.durationSeconds()).isEqualTo(0.01);
    assertThat(info.encoding().label()).isEqualTo("float");
    assertThat(Encoding.PCM.label()).isEqualTo("pcm");
  }

  @Test
  void infoDescribesAsManyChannelsAsThereMayBe() throws IOException {
    byte[] wav = WavBytes.riff().fmt(Fmt.pcm(16).channels(256)).data(new byte[2 * 256 * 3]).build();
    assertThat(WavReader.readInfo(write(wav)))
        .isEqualTo(new WavInfo(16000, 256, 3, 16, Encoding.PCM, List.of()));
  }

  @Test
  void infoDoesNotReadTheSamples() throws IOException {
    byte[] wav =
        WavBytes.riff()
            .fmt(Fmt.pcm(16))
            .data(new byte[1_000_000])
            .chunk("LIST", WavBytes.ascii("INFO"))
            .build();
    RecordingSource source = new RecordingSource(wav, wav.length);
    assertThat(WavParser.parse(source, "clip").frames()).isEqualTo(500_000);
    assertThat(source.lastByteBefore(500_000)).isLessThanOrEqualTo(44);
    assertThat(source.bytesRead).isLessThan(100);
  }

  @Test
  void infoOfThreeGigabytesTakesNoMemory() throws IOException {
    long dataBytes = 3_000_000_000L;
    Path path = sparse(Fmt.pcm(16).channels(4), dataBytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    WavInfo info = WavReader.readInfo(path);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(SMALL_BYTES);
    assertThat(info).isEqualTo(new WavInfo(16000, 4, dataBytes / 8, 16, Encoding.PCM, List.of()));
  }

  @Test
  void aStreamSavedToAFileBeyondTheSizeThatSoxWritesGoesOnToItsEnd() throws IOException {
    long dataBytes = 3_000_000_000L;
    Path path = sparse(Fmt.pcm(16), dataBytes);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(WavBytes.le32(0x7FFF_F000)), 40);
    }
    WavInfo info = WavReader.readInfo(path);
    assertThat(info.frames()).isEqualTo(dataBytes / 2);
    assertThat(info.warnings())
        .containsExactly(
            "'data' chunk at byte 36 has the size of a stream (2147479552): the 3000000000 bytes"
                + " up to the end are used");
  }

  /** So that they are still in the processor's cache when they are decoded. */
  @ParameterizedTest
  @ValueSource(ints = {8, 24, 32})
  void samplesAreReadInBlocksOf64Kilobytes(int bits) throws IOException {
    byte[] wav = WavBytes.riff().fmt(Fmt.pcm(bits)).data(new byte[600_000]).build();
    RecordingSource source = new RecordingSource(wav, wav.length);
    SampleDecoder.decode(source, WavParser.parse(source, "clip"), ChannelChoice.ONLY, "clip");
    assertThat(source.largestRead).isBetween(65_530L, 65_536L);
  }

  @Test
  void moreSamplesThanAnArrayHoldsAreRefused() throws IOException {
    Path path = sparse(Fmt.pcm(8), 3_000_000_000L);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    WavException e = refusal(path);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(SMALL_BYTES);
    assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(e).hasMessageContaining("found 3000000000 samples, expected at most 2147483639");
  }

  @ParameterizedTest
  @ValueSource(longs = {0xFFFF_FFFEL, 0xFFFF_FFFFL, 0x7FFF_F000L, 0x7FFF_FFFEL})
  void aPromiseOfGigabytesTakesNoMemory(long claimed) throws IOException {
    byte[] wav =
        WavBytes.riff().fmt(Fmt.pcm(16)).chunkClaiming("data", claimed, new byte[60]).build();
    Path path = write(wav);
    WavReader.decode(path);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(WavReader.decode(path).waveform().samples()).hasSize(30);
    assertThat(WavReader.decode(new ByteArrayInputStream(wav), "stream").info().frames())
        .isEqualTo(30);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(SMALL_BYTES);
  }

  @Test
  void anEndlessStreamOfSomethingElseIsRefusedAtOnce() {
    InputStream endless =
        new InputStream() {
          private int served;

          @Override
          public int read() {
            assertThat(++served).isLessThanOrEqualTo(64);
            return 'x';
          }
        };
    WavException e =
        catchThrowableOfType(WavException.class, () -> WavReader.read(endless, "stdin"));
    assertThat(e.reason()).isEqualTo(Reason.NOT_RIFF_WAVE);
    assertThat(e.file()).isEqualTo("stdin");
  }

  @Test
  void aStreamMayTrickleAndStaysOpen() throws IOException {
    byte[] wav = WavBytes.pcm16(16384, -16384).build();
    boolean[] closed = {false};
    InputStream trickle =
        new ByteArrayInputStream(wav) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(WavReader.read(trickle, "stream").samples()).containsExactly(0.5f, -0.5f);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void aStreamThatFailsIsUnreadable() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    WavException e =
        catchThrowableOfType(WavException.class, () -> WavReader.decode(failing, "socket"));
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(e).hasMessage("socket: cannot be read: connection reset");
    assertThat(e.getCause()).isInstanceOf(IOException.class);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("pipe"), "permission denied"),
        Arguments.of(new FileSystemException("pipe", null, "Stale file handle"), "Stale file h"),
        Arguments.of(new FileSystemException("pipe"), "pipe"),
        Arguments.of(new EOFException(), "it ends too early"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsNamedByWhatTheSystemSays(IOException failure, String problem) {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        };
    WavException e =
        catchThrowableOfType(WavException.class, () -> WavReader.decode(failing, "socket"));
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(e).hasMessageStartingWith("socket: cannot be read: " + problem).hasCause(failure);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNamedPipeIsReadAsAStream() throws Exception {
    Path pipe = folder.resolve("pipe.wav");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo");
    byte[] wav = WavBytes.pcm16(16384, -16384).build();
    CompletableFuture<Path> writer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.write(pipe, wav, StandardOpenOption.WRITE);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(WavReader.read(pipe).samples()).containsExactly(0.5f, -0.5f);
    writer.get(10, TimeUnit.SECONDS);
    assertThat(openFiles()).doesNotContain(pipe.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileIsClosedWhetherItIsReadOrRefused() throws IOException {
    Path path = write(WavBytes.pcm16(1, 2).build());
    WavReader.read(path);
    WavReader.readInfo(path);
    assertThat(openFiles()).doesNotContain(path.toString());
    Files.write(path, new byte[5]);
    assertThat(refusal(path).reason()).isEqualTo(Reason.SHORT_HEADER);
    assertThat(openFiles()).doesNotContain(path.toString());
  }

  /** What this process holds open. */
  private static List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          open.add(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
          // Closed since, as is that of the listing itself.
        }
      }
    }
    assertThat(open).isNotEmpty();
    return open;
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsUnreadable() {
    byte[] wav = WavBytes.pcm16(1, 2, 3, 4).build();
    RecordingSource source = new RecordingSource(Arrays.copyOf(wav, wav.length - 3), wav.length);
    WavException e =
        catchThrowableOfType(
            WavException.class,
            () ->
                SampleDecoder.decode(
                    source, WavParser.parse(source, "clip"), ChannelChoice.ONLY, "clip"));
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(e).hasMessageContaining("found 5 bytes at byte 44, expected 8");
  }

  @Test
  void aMissingFileIsNamed() {
    Path path = folder.resolve("absent.wav");
    WavException e = refusal(path);
    assertThat(e.reason()).isEqualTo(Reason.MISSING);
    assertThat(e).hasMessage(path + ": no such file, expected a WAV or FLAC file");
    assertThat(catchThrowableOfType(WavException.class, () -> WavReader.readInfo(path)))
        .hasMessage(e.getMessage());
  }

  @Test
  void aFolderIsUnreadable() {
    WavException e = refusal(folder);
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(e).hasMessage(folder + ": found a folder, expected a WAV file");
  }

  @Test
  void aFileWithoutPermissionIsUnreadable() throws IOException {
    Path path = write(WavBytes.pcm16(1).build());
    assumeTrue(path.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(path), "permissions bind this user");
    WavException e = refusal(path);
    assertThat(e.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(e).hasMessage(path + ": cannot be read: access denied");
  }

  @Test
  void readLogsTheWarnings() throws IOException {
    Path path = write(WavBytes.pcm16(1, 2).riffSize(7).raw(9).build());
    assertThat(LogCapture.of(() -> readUnchecked(path)))
        .contains(
            "WARN",
            path + ": found 1 bytes at byte 48, expected a chunk; RIFF size at byte 4 is 7");
  }

  @Test
  void readLogsNothingAboutASoundFile() throws IOException {
    Path path = write(WavBytes.pcm16(1, 2).build());
    assertThat(LogCapture.of(() -> readUnchecked(path))).isEmpty();
  }

  @Test
  void messagesDoNotDependOnTheLocale() throws IOException {
    Path path = write(WavBytes.riff().fmt(Fmt.tag(0x1234, 16)).data(WavBytes.le16(1)).build());
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(refusal(path)).hasMessageContaining("format tag at byte 20 is 0x1234, expected");
    } finally {
      Locale.setDefault(locale);
    }
  }

  private static void readUnchecked(Path path) {
    try {
      WavReader.read(path);
    } catch (WavException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(byte[] wav) throws IOException {
    return Files.write(folder.resolve("clip.wav"), wav);
  }

  private Path sparse(Fmt fmt, long dataBytes) throws IOException {
    byte[] header =
        WavBytes.riff()
            .fmt(fmt)
            .chunkClaiming("data", dataBytes, new byte[0])
            .riffSize(36 + dataBytes)
            .build();
    Path path = folder.resolve("huge.wav");
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.write(ByteBuffer.wrap(header));
      file.write(ByteBuffer.wrap(new byte[1]), header.length + dataBytes - 1);
    }
    return path;
  }

  private static WavException refusal(Path path) {
    return catchThrowableOfType(WavException.class, () -> WavReader.read(path));
  }

  /** Notes what is read; may claim more bytes than it has. */
  private static final class RecordingSource implements ByteSource {

    private final byte[] bytes;
    private final long claimedSize;
    private final TreeSet<Long> ends = new TreeSet<>();
    private long bytesRead;
    private long largestRead;

    RecordingSource(byte[] bytes, long claimedSize) {
      this.bytes = bytes;
      this.claimedSize = claimedSize;
    }

    @Override
    public long size() {
      return claimedSize;
    }

    @Override
    public ByteBuffer read(long position, int length) {
      int available = Math.max(0, (int) Math.min(length, bytes.length - position));
      ends.add(position + available);
      bytesRead += available;
      largestRead = Math.max(largestRead, available);
      return ByteBuffer.wrap(bytes, (int) position, available).order(ByteOrder.LITTLE_ENDIAN);
    }

    long lastByteBefore(long position) {
      return ends.headSet(position).last();
    }

    @Override
    public void close() {}
  }
}
