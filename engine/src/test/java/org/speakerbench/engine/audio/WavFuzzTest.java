package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.audio.WavBytes.Fmt;

/**
 * Damaged files give a typed error or finite samples they have room for, soon and in little memory.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class WavFuzzTest {

  /** Fewer under mutation testing, which runs them once for each mutant. */
  private static final int CASES = Integer.getInteger("speakerbench.fuzzCases", 40_000);

  /** Other cases with another seed: docs/audio.md. */
  private static final long SEED = Long.getLong("speakerbench.fuzzSeed", 20240229);

  /** Larger ones take longer and have nothing that smaller ones have not. */
  private static final int MAX_SEED_BYTES = 1500;

  private static final int[] TELLING_NUMBERS = {
    0, 1, 2, 3, 15, 16, 17, 40, 0xFFFE, 0xFFFF, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, -2, -1
  };

  @TempDir Path folder;

  /** So that no case is charged with the memory and time of loading the classes. */
  @BeforeAll
  static void loadClasses() throws IOException {
    for (byte[] seed : seeds()) {
      decode(seed);
    }
    assertThatThrownBy(() -> decode(new byte[0])).isInstanceOf(WavException.class);
    assertThatThrownBy(() -> decode(WavBytes.riff().fmt(Fmt.tag(0, 16)).build()))
        .isInstanceOf(WavException.class);
  }

  @Test
  void mutatedFilesNeverBreakTheReader() throws IOException {
    List<byte[]> seeds = new ArrayList<>(seeds());
    AudioCorpusTest.corpus().stream()
        .map(AudioCorpusTest.Line::file)
        .filter(file -> file.length > 8 && file.length < MAX_SEED_BYTES)
        .forEach(seeds::add);
    SplittableRandom random = new SplittableRandom(SEED);
    int accepted = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] file = seeds.get(i % seeds.size());
      for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
        file = mutate(file, random);
      }
      String fromStream = Untrusted.read(file);
      accepted += fromStream.startsWith("WavInfo") ? 1 : 0;
      if (i % 20 == 0) {
        assertThat(fromFile(file)).isEqualTo(fromStream);
      }
    }
    assertThat(accepted).as("cases that are still readable").isBetween(CASES / 20, CASES / 2);
  }

  @Test
  void everyTruncationGivesTheSamplesThatAreLeft() throws IOException {
    for (byte[] seed : seeds()) {
      float[] whole = decode(seed).waveform().samples();
      for (int length = 0; length < seed.length; length++) {
        byte[] file = Arrays.copyOf(seed, length);
        if (Untrusted.read(file).startsWith("WavInfo")) {
          DecodedWav left = decode(file);
          int count = left.waveform().samples().length;
          assertThat(left.waveform().samples()).containsExactly(Arrays.copyOf(whole, count));
          assertThat(left.info().warnings()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void noValueOfAHeaderByteChangesTheSamplesOfTheSameFormat() throws IOException {
    byte[] seed = WavBytes.pcm16(100, -200, 300, -400, 32767, -32768, 7, 9).build();
    DecodedWav whole = decode(seed);
    for (int at = 0; at < 44; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] file = seed.clone();
        file[at] = (byte) value;
        if (Untrusted.read(file).startsWith("WavInfo")) {
          DecodedWav read = decode(file);
          assertThat(read.info().encoding()).isEqualTo(whole.info().encoding());
          int bits = read.info().bitsPerSample();
          assertThat(bits).isBetween(9, 16); // fewer than 16 are the upper ones of two bytes
          float[] samples = read.waveform().samples();
          assertThat(samples)
              .containsExactly(Arrays.copyOf(whole.waveform().samples(), samples.length));
          boolean changed = file[at] != seed[at] && bits == 16;
          assertThat(read.info().warnings().isEmpty())
              .as("silent with byte %d = %d", at, value)
              .isNotEqualTo(changed);
        }
      }
    }
  }

  private String fromFile(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("clip.wav"), file);
    try {
      return ClipReader.of(ChannelChoice.of(0)).decode(path).info().toString();
    } catch (WavException e) {
      return e.reason() + ": " + e.getMessage().replace(path.toString(), "clip");
    }
  }

  private static DecodedWav decode(byte[] file) throws WavException {
    return WavReader.decode(new ByteArrayInputStream(file), "clip");
  }

  private static byte[] mutate(byte[] file, SplittableRandom random) {
    if (file.length < 8) {
      return file;
    }
    // Most damage goes where the headers are.
    int reach = random.nextInt(4) == 0 ? file.length : Math.min(file.length, 96);
    int at = random.nextInt(reach - 4);
    byte[] result = file.clone();
    switch (random.nextInt(6)) {
      case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> result[at] = (byte) random.nextInt(256);
      case 2 -> {
        byte[] number = WavBytes.le32(TELLING_NUMBERS[random.nextInt(TELLING_NUMBERS.length)]);
        System.arraycopy(number, 0, result, at, random.nextBoolean() ? 2 : 4);
      }
      case 3 -> result = Arrays.copyOf(file, random.nextInt(file.length));
      case 4 -> {
        byte[] inserted = new byte[1 + random.nextInt(12)];
        random.nextBytes(inserted);
        result = splice(file, at, inserted, at);
      }
      default -> {
        // Repeats or removes a piece: chunks come twice, or go, or lose their headers.
        int end = at + random.nextInt(Math.min(48, file.length - at));
        boolean repeat = random.nextBoolean();
        byte[] piece = repeat ? Arrays.copyOfRange(file, at, end) : new byte[0];
        result = splice(file, repeat ? end : at, piece, end);
      }
    }
    return result;
  }

  /** The file up to one index, then the insertion, then the file from another index on. */
  private static byte[] splice(byte[] file, int upTo, byte[] insertion, int from) {
    byte[] result = Arrays.copyOf(file, upTo + insertion.length + file.length - from);
    System.arraycopy(insertion, 0, result, upTo, insertion.length);
    System.arraycopy(file, from, result, upTo + insertion.length, file.length - from);
    return result;
  }

  private static List<byte[]> seeds() {
    byte[] info = WavBytes.ascii("INFOISFT\5\0\0\0Lavf\0\0");
    float[] wave = new float[40];
    double[] doubles = new double[40];
    int[] integers = new int[40];
    for (int i = 0; i < wave.length; i++) {
      doubles[i] = Math.sin(0.3 * i);
      wave[i] = (float) doubles[i];
      integers[i] = (int) (doubles[i] * Integer.MAX_VALUE);
    }
    int[] shorts = Arrays.stream(integers).map(i -> i >> 16).toArray();
    int[] threes = Arrays.stream(integers).map(i -> i >> 8).toArray();
    int[] bytes = Arrays.stream(integers).map(i -> (i >> 24) + 128).toArray();
    return List.of(
        WavBytes.pcm16(shorts).build(),
        WavBytes.riff().fmt(Fmt.pcm(8)).data(WavBytes.bytes(bytes)).chunk("LIST", info).build(),
        WavBytes.riff().chunk("JUNK", info).fmt(Fmt.pcm(24)).data(WavBytes.le24(threes)).build(),
        WavBytes.riff().fmt(Fmt.pcm(32).extensible(32)).data(WavBytes.le32(integers)).build(),
        WavBytes.riff()
            .fmt(Fmt.ieeeFloat(32).extension(new byte[2]))
            .chunk("fact", WavBytes.le32(wave.length))
            .data(WavBytes.float32(wave))
            .build(),
        WavBytes.riff()
            .fmt(Fmt.ieeeFloat(64).extensible(0))
            .data(WavBytes.float64(doubles))
            .build());
  }
}
