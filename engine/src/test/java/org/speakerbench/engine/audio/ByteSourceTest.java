package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.engine.audio.WavException.Reason;

class ByteSourceTest {
  private static final int SIZE = 20_000;
  private static final int PAGE = 4096;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] content = new byte[SIZE];

  @TempDir Path folder;
  private Path file;

  enum Kind {
    FILE,
    STREAM
  }

  @BeforeEach
  void write() throws IOException {
    new SplittableRandom(7).nextBytes(content);
    file = Files.write(folder.resolve("bytes"), content);
  }

  private ByteSource open(Kind kind) throws IOException {
    return kind == Kind.FILE
        ? ByteSource.open(file)
        : new StreamSource(new ByteArrayInputStream(content), "stream");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void readsAnyPieceInAnyOrder(Kind kind) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    try (ByteSource source = open(kind)) {
      for (int i = 0; i < 2000; i++) {
        int from = random.nextInt(SIZE + 1);
        int length = random.nextInt(random.nextBoolean() ? 40 : 2 * PAGE);
        ByteBuffer read = source.read(from, length);
        assertThat(read.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes(read))
            .as("%d bytes from %d", length, from)
            .isEqualTo(Arrays.copyOfRange(content, from, Math.min(SIZE, from + length)));
      }
      assertThat(source.size()).isEqualTo(SIZE);
    }
  }

  /** Nobody asked for the size, so a stream has not been read beyond the RIFF header yet. */
  @ParameterizedTest
  @EnumSource
  void theFirstReadMayGoAnywhere(Kind kind) throws IOException {
    try (ByteSource source = open(kind)) {
      assertThat(bytes(source.read(10, 20))).isEqualTo(Arrays.copyOfRange(content, 10, 30));
    }
    try (ByteSource source = open(kind)) {
      assertThat(bytes(source.read(SIZE - 3, 9)))
          .isEqualTo(Arrays.copyOfRange(content, SIZE - 3, SIZE));
    }
  }

  /** A walk over small chunks takes few system calls: what is in the window is not read again. */
  @Test
  void aFileIsReadByThePage() throws IOException {
    try (ByteSource source = ByteSource.open(file)) {
      source.read(100, 8);
      byte[] changed = new byte[SIZE];
      Files.write(file, changed);
      assertThat(bytes(source.read(100, PAGE)))
          .isEqualTo(Arrays.copyOfRange(content, 100, 100 + PAGE));
      assertThat(bytes(source.read(100 + PAGE - 1, 1))).containsExactly(content[100 + PAGE - 1]);
      assertThat(bytes(source.read(100 + PAGE, 1))).containsExactly(0);
      assertThat(bytes(source.read(100, 8))).isEqualTo(new byte[8]);
    }
  }

  @Test
  void aFileTakesTheMemoryOfItsLargestReadOnly() throws IOException {
    try (ByteSource source = ByteSource.open(file)) {
      source.read(0, 10_000);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        source.read(i % 2 * 10_000, 10_000);
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }
  }

  /** A terminal or a socket blocks, or says something new, when it is asked again. */
  @Test
  void theEndOfAStreamIsAskedForOnce() throws IOException {
    InputStream once =
        new ByteArrayInputStream(content) {
          private boolean ended;

          @Override
          public synchronized int read() {
            throw new AssertionError("asked for one byte more");
          }

          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            assertThat(ended).as("asked again").isFalse();
            int count = super.read(target, offset, length);
            ended = count < 0;
            return count;
          }
        };
    try (ByteSource source = new StreamSource(once, "stream")) {
      assertThat(source.size()).isEqualTo(SIZE);
      assertThat(source.size()).isEqualTo(SIZE);
      assertThat(bytes(source.read(SIZE - 1, 5))).hasSize(1);
    }
  }

  @Test
  void aStreamOfTheLargestSizeIsReadAndALongerOneIsRefused() throws IOException {
    try (ByteSource source = new StreamSource(new ByteArrayInputStream(content), "s", SIZE)) {
      assertThat(bytes(source.read(0, SIZE))).isEqualTo(content);
    }
    try (ByteSource source = new StreamSource(new ByteArrayInputStream(content), "s", SIZE + 1)) {
      assertThat(source.size()).isEqualTo(SIZE);
    }
    byte[] zeros = new byte[SIZE]; // the byte that is too much is a zero
    try (ByteSource source = new StreamSource(new ByteArrayInputStream(zeros), "s", SIZE - 1)) {
      WavException e = catchThrowableOfType(WavException.class, source::size);
      assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
      assertThat(e).hasMessage("s: found a longer stream, expected at most 19999 bytes");
    }
  }
}
