package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.speakerbench.engine.audio.WavBytes.ascii;
import static org.speakerbench.engine.audio.WavBytes.float32;
import static org.speakerbench.engine.audio.WavBytes.le16;
import static org.speakerbench.engine.audio.WavBytes.riff;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavBytes.Fmt;
import org.speakerbench.engine.audio.WavException.Reason;

class ClipReaderTest {
  private static final ClipReader FIRST = ClipReader.of(ChannelChoice.of(0));

  @TempDir Path folder;

  private static float[] read(byte[] file, ChannelChoice choice) throws IOException {
    return ClipReader.of(choice).read(new ByteArrayInputStream(file), "clip").samples();
  }

  @Test
  void takesTheChannelThatWasChosen() throws IOException {
    int frames = 40_000; // several blocks
    int[] pcm = new int[3 * frames];
    float[][] expected = new float[4][frames];
    for (int i = 0; i < frames; i++) {
      int sum = 0;
      for (int c = 0; c < 3; c++) {
        pcm[3 * i + c] = (short) (i * (c + 3) * 7);
        expected[c][i] = pcm[3 * i + c] / 32768f;
        sum += pcm[3 * i + c];
      }
      expected[3][i] = (float) (sum / 32768.0 / 3);
    }
    byte[] file = riff().fmt(Fmt.pcm(16).channels(3)).data(le16(pcm)).build();
    assertArrayEquals(expected[0], read(file, ChannelChoice.of(0)));
    assertArrayEquals(expected[2], read(file, ChannelChoice.parse("2")));
    assertArrayEquals(expected[3], read(file, ChannelChoice.parse("mean")));
  }

  @Test
  void aMonoClipHasOneChannelOnly() throws IOException {
    byte[] file = WavBytes.pcm16(16384).build();
    assertThat(read(file, ChannelChoice.MEAN)).containsExactly(0.5f);
    assertThat(read(file, ChannelChoice.of(0))).containsExactly(0.5f);
    WavException e =
        catchThrowableOfType(WavException.class, () -> read(file, ChannelChoice.of(1)));
    assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_CHANNEL);
    assertThat(e)
        .hasMessage(
            "clip: found 1 channel, expected (ChannelChoice) number 1, counted from 0, to be among"
                + " them");
  }

  @Test
  void aBadSampleOfAnotherChannelDoesNotMatter() throws IOException {
    byte[] file = riff().fmt(Fmt.ieeeFloat(32).channels(2)).data(float32(0.5f, Float.NaN)).build();
    assertThat(read(file, ChannelChoice.of(0))).containsExactly(0.5f);
    assertThatThrownBy(() -> read(file, ChannelChoice.of(1))).hasMessageContaining("NaN");
    assertThatThrownBy(() -> read(file, ChannelChoice.MEAN)).hasMessageContaining("NaN");
  }

  @Test
  void errorsNameWhatTheProgramsUsersSet() {
    byte[] file = riff().fmt(Fmt.pcm(16).channels(2)).data(le16(1, 2)).build();
    ClipReader reader = ClipReader.MONO.naming(setting -> "--channel");
    WavException e =
        catchThrowableOfType(
            WavException.class, () -> reader.read(new ByteArrayInputStream(file), "clip"));
    assertThat(e.reason()).isEqualTo(Reason.SEVERAL_CHANNELS);
    assertThat(e.file()).isEqualTo("clip");
    assertThat(e)
        .hasMessage("clip: found 2 channels, expected 1, or a choice (--channel): 0 to 1, or mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"left", "-1", "", "1.0", "12345678901"})
  void aChoiceIsANumberOrMean(String text) {
    assertThatThrownBy(() -> ChannelChoice.parse(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "channel (ChannelChoice): found \"" + text + "\", expected a number from 0, or mean");
  }

  @Test
  void choicesAreValues() {
    assertThat(ChannelChoice.parse("3")).isEqualTo(ChannelChoice.of(3)).hasToString("3");
    assertThat(ChannelChoice.parse("mean")).isEqualTo(ChannelChoice.MEAN).hasToString("mean");
    assertThat(ChannelChoice.of(0)).isNotEqualTo(ChannelChoice.ONLY);
  }

  @Test
  void floatsInThe16BitScaleDrawAWarning() throws IOException {
    byte[] file = riff().fmt(Fmt.ieeeFloat(32)).data(float32(0, -20000.5f, 3)).build();
    DecodedWav clip = ClipReader.MONO.decode(new ByteArrayInputStream(file), "clip");
    assertThat(clip.waveform().samples()).containsExactly(0, -20000.5f, 3);
    assertThat(clip.info().warnings())
        .containsExactly(
            "float samples reach 20000.5 where full scale is 1: 16-bit scale? They are used as they"
                + " are");
  }

  @Test
  void clipsInsideOfAFileEndWhereTheySay() throws IOException {
    byte[] wav = WavBytes.pcm16(16384, -32768, 8192).build();
    byte[] flac = flac();
    ByteArrayOutputStream ark = new ByteArrayOutputStream();
    ark.writeBytes(ascii("utt1 "));
    final int first = ark.size();
    ark.writeBytes(wav);
    ark.writeBytes(ascii("utt2 "));
    final int second = ark.size();
    ark.writeBytes(flac);
    ark.writeBytes(ascii("utt3 "));
    final int third = ark.size();
    ark.writeBytes(ascii("AUDIO"));
    ark.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(flac.length).array());
    ark.writeBytes(flac);
    ark.writeBytes(ascii("utt4 "));
    final int fourth = ark.size();
    ark.writeBytes(Arrays.copyOf(wav, 46));
    Path path = Files.write(folder.resolve("wav.ark"), ark.toByteArray());

    DecodedWav clip = ClipReader.MONO.decode(path, first);
    assertThat(clip.waveform().samples()).containsExactly(0.5f, -1f, 0.25f);
    assertThat(clip.info().warnings()).isEmpty();
    float[] expected = FIRST.read(new ByteArrayInputStream(flac), "flac").samples();
    assertArrayEquals(expected, FIRST.decode(path, second).waveform().samples());
    assertArrayEquals(expected, FIRST.decode(path, third).waveform().samples());
    DecodedWav cut = ClipReader.MONO.decode(path, fourth);
    assertThat(cut.waveform().samples()).containsExactly(0.5f);
    assertThat(cut.info().warnings()).hasSize(2);

    assertThatThrownBy(() -> ClipReader.MONO.decode(path, ark.size()))
        .hasMessage(
            path
                + ":"
                + ark.size()
                + ": found "
                + ark.size()
                + " bytes, expected a clip at byte "
                + ark.size());
    assertThatThrownBy(() -> ClipReader.MONO.decode(path, first - 1))
        .isInstanceOf(WavException.class);
  }

  @Test
  void aClipInsideOfAFileThatDoesNotSayWhereItEndsIsRefused() throws IOException {
    byte[] wav = WavBytes.pcm16(1, 2, 3).riffSize(0xFFFF_FFFFL).build();
    Path path = Files.write(folder.resolve("wav.ark"), wav);
    assertThatThrownBy(() -> ClipReader.MONO.decode(path, 0))
        .hasMessageContaining("RIFF size is 4294967295, expected that of a clip inside of a file");
  }

  /** A sparse file: what is not written is zeros, and takes no room on most disks. */
  @Test
  void samplesBeyond4GigabytesAreRead() throws IOException {
    int channels = 256;
    int frameBytes = channels * Double.BYTES;
    long frames = (1L << 32) / frameBytes + 1000;
    ByteBuffer sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    sizes.putLong(72 + frames * frameBytes).putLong(frames * frameBytes).putLong(frames).putInt(0);
    byte[] header =
        riff()
            .container("RF64")
            .riffSize(0xFFFF_FFFFL)
            .chunk("ds64", sizes.array())
            .fmt(Fmt.ieeeFloat(64).channels(channels))
            .chunkClaiming("data", 0xFFFF_FFFFL, new byte[0])
            .build();
    Path path = folder.resolve("large.wav");
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(header));
      file.write(
          ByteBuffer.wrap(WavBytes.float64(0.5)),
          header.length + frames * frameBytes - Double.BYTES);
    }
    WavInfo info = ClipReader.MONO.readInfo(path);
    assertThat(info.frames()).isEqualTo(frames);
    assertThat(info.warnings()).isEmpty();
    float[] last = ClipReader.of(ChannelChoice.of(channels - 1)).read(path).samples();
    assertThat(last).hasSize((int) frames).endsWith(0, 0.5f);
  }

  private static byte[] flac() throws IOException {
    return AudioCorpusTest.corpus().stream()
        .filter(line -> line.name().equals("flac-level-5"))
        .findFirst()
        .orElseThrow()
        .file();
  }

  @Test
  void noBitOfAFlacFileMayBeAnother() throws IOException {
    byte[] flac = flac();
    float[] whole = FIRST.read(new ByteArrayInputStream(flac), "flac").samples();
    int read = 0;
    for (int bit = 0; bit < 8 * flac.length; bit++) {
      byte[] damaged = flac.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        float[] samples = FIRST.read(new ByteArrayInputStream(damaged), "flac").samples();
        assertArrayEquals(whole, samples, "bit " + bit);
        read++;
      } catch (WavException e) {
        assertThat(e).hasMessageContaining("expected");
      }
    }
    assertThat(read).as("block sizes, frame sizes, comments").isLessThan(8 * 200);
  }

  @Test
  void noByteOfAFlacFileMayBeMissing() throws IOException {
    byte[] flac = flac();
    for (int length = 1; length < flac.length; length++) {
      byte[] cut = Arrays.copyOf(flac, length);
      assertThatThrownBy(() -> FIRST.read(new ByteArrayInputStream(cut), "flac"))
          .isInstanceOf(WavException.class)
          .hasMessageContaining("expected");
    }
  }
}
