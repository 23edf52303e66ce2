package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

class BenchClipTest {
  @TempDir private Path folder;

  @Test
  void theDefaultClipIsGolden() throws Exception {
    BenchClip clip = BenchClip.load(References.standard(), BenchClip.DEFAULT, 3000);

    assertThat(clip.name()).isEqualTo("flite-awb");
    assertThat(clip.waveform().samples()).hasSize(48_000);
    assertThat(clip.golden()).map(GoldenClip::id).contains("flite-awb");
  }

  @Test
  void aCutClipIsNotGolden() throws Exception {
    BenchClip clip = BenchClip.load(References.standard(), BenchClip.DEFAULT, 1500);

    assertThat(clip.waveform().samples()).hasSize(24_000);
    assertThat(clip.golden()).isEmpty();
  }

  @Test
  void aShortClipIsRepeated() throws Exception {
    float[] samples =
        BenchClip.load(References.standard(), BenchClip.DEFAULT, 7000).waveform().samples();
    float[] whole = GoldenPack.embedded().clip(BenchClip.DEFAULT).waveform().samples();

    assertThat(samples).hasSize(112_000);
    assertThat(Arrays.copyOfRange(samples, 48_000, 96_000)).isEqualTo(whole);
    assertThat(Arrays.copyOfRange(samples, 96_000, 112_000))
        .isEqualTo(Arrays.copyOf(whole, 16_000));
  }

  @Test
  void aFileWithTheSamplesOfAGoldenClipIsGolden() throws Exception {
    Path file = folder.resolve("my {1}.wav");
    Files.write(file, GoldenPack.embedded().clip("flite-slt").wavBytes());

    BenchClip clip = BenchClip.load(References.standard(), file.toString(), 3000);

    assertThat(clip.name()).isEqualTo("my _1_.wav");
    assertThat(clip.golden()).map(GoldenClip::id).contains("flite-slt");
  }

  @Test
  void anotherFileIsNotGolden() throws Exception {
    Path file = folder.resolve("silence.wav");
    Files.write(file, Pcm16.wav(new Waveform(new float[48_000], 16_000)));

    assertThat(BenchClip.load(References.standard(), file.toString(), 3000).golden()).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsNamed() throws Exception {
    Path file = folder.resolve("short.wav");
    Files.write(file, Pcm16.wav(new Waveform(new float[399], 16_000)));

    assertThatThrownBy(() -> BenchClip.load(References.standard(), file.toString(), 3000))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("short.wav: found 399 samples, expected at least one frame of 400");
    assertThatThrownBy(
            () ->
                BenchClip.load(References.standard(), folder.resolve("none.wav").toString(), 3000))
        .isInstanceOf(WavException.class)
        .hasMessageContaining("none.wav: no such file");
  }

  @Test
  void writingWith16BitsIsExactForWhatCameFrom16Bits() throws Exception {
    Waveform clip = GoldenPack.embedded().clip("clipped").waveform();

    Waveform read = WavReader.read(new ByteArrayInputStream(Pcm16.wav(clip)), "memory");

    assertThat(read.samples()).isEqualTo(clip.samples());
    assertThat(read.sampleRateHz()).isEqualTo(16_000);
  }
}
