package org.speakerbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Damaged checkpoints give a refusal or tensors that lie in the file, soon and in little memory.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class PickleFuzzTest {
  private static final int PICKLES = 6_000;
  private static final int FILES = 3_000;

  /** Far above what a case takes, for machines that are busy. */
  private static final long MAX_NANOS = 5_000_000_000L;

  private static final long MAX_ALLOCATED_BYTES = 2 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private static byte[] pickle() {
    PickleWriter pickle = new PickleWriter().global("collections", "OrderedDict").codes(")R(");
    pickle.text("head.conv1.weight");
    pickle.tensor("FloatStorage", "0", 8, 2, new long[] {2, 3}, new long[] {1, 2});
    pickle.text("head.bn1.num_batches_tracked");
    pickle.tensor("LongStorage", "1", 1, 0, new long[0], new long[0]);
    pickle.codes("u}").text("_metadata").global("collections", "OrderedDict").codes(")Rsb");
    return pickle.end();
  }

  private static TorchFile file(byte[] pickle) {
    return TorchFile.of(pickle)
        .with("archive/byteorder", "little")
        .with("archive/data/0", new byte[32])
        .with("archive/data/1", new byte[8]);
  }

  @Test
  void mutatedPicklesAreRefusedOrRead() throws IOException {
    Path file = folder.resolve("a.pt");
    byte[] seed = pickle();
    SplittableRandom random = new SplittableRandom(15);
    file(seed).write(file);
    read(file, seed); // so that no case is charged with loading the classes
    int accepted = 0;
    for (int i = 0; i < PICKLES; i++) {
      byte[] pickle = mutate(seed, random);
      file(pickle).write(file);
      accepted += read(file, pickle) ? 1 : 0;
    }
    assertThat(accepted).as("cases that are still readable").isBetween(PICKLES / 50, PICKLES / 2);
  }

  @Test
  void mutatedFilesAreRefusedOrRead() throws IOException {
    Path file = file(pickle()).write(folder.resolve("a.pt"));
    byte[] seed = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(16);
    read(file, seed);
    int accepted = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = mutate(seed, random);
      Files.write(file, bytes);
      accepted += read(file, bytes) ? 1 : 0;
    }
    assertThat(accepted).as("cases that are still readable").isBetween(FILES / 50, FILES / 2);
  }

  /** Whether it is read; whatever is in it must be there in the file. */
  private static boolean read(Path file, byte[] mutated) {
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    boolean accepted;
    try (Checkpoint checkpoint = Checkpoint.read(file)) {
      for (StateTensor tensor : checkpoint.tensors().values()) {
        if (tensor.isFloat()) {
          tensor.floats();
        }
      }
      accepted = true;
    } catch (SpeakerbenchException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
      accepted = false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(HexFormat.of().formatHex(mutated), e);
    }
    long nanos = System.nanoTime() - start;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    if (nanos > MAX_NANOS || allocated > MAX_ALLOCATED_BYTES) {
      fail("%d ns, %d bytes for %s", nanos, allocated, HexFormat.of().formatHex(mutated));
    }
    return accepted;
  }

  private static byte[] mutate(byte[] seed, SplittableRandom random) {
    byte[] bytes = seed.clone();
    for (int rounds = 1 + random.nextInt(3); rounds > 0; rounds--) {
      int at = random.nextInt(bytes.length - 12);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(bytes, at, at + 8, (byte) (random.nextBoolean() ? 0xff : 0x7f));
        case 3 -> {
          int from = random.nextInt(bytes.length - 12);
          System.arraycopy(bytes, from, bytes, at, 1 + random.nextInt(10));
        }
        default -> bytes = random.nextInt(8) > 0 ? bytes : Arrays.copyOf(bytes, at + 13);
      }
    }
    return bytes;
  }
}
