package org.speakerbench.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.WindowType;

class FbankStreamTest {
  private static final FrameOptions FRAME = FrameOptions.STANDARD;

  private static FbankOptions with(boolean snipEdges, double lengthMs, double dither) {
    return FbankOptions.STANDARD.withFrame(
        new FrameOptions(
            16000,
            10,
            lengthMs,
            dither,
            9,
            0.97,
            true,
            WindowType.POVEY,
            0,
            true,
            snipEdges,
            false,
            false));
  }

  static List<Arguments> options() {
    return List.of(
        Arguments.of(FbankOptions.STANDARD, 48000),
        Arguments.of(with(false, 25, 0), 16011),
        Arguments.of(with(false, 25, 0), 90),
        Arguments.of(with(false, 61.1, 0.1), 12345),
        Arguments.of(with(true, 20, 0), 9000),
        Arguments.of(with(true, 25, 0.1), 9000));
  }

  private static float[] noise(int count) {
    Random random = new Random(11);
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
    return samples;
  }

  @ParameterizedTest
  @MethodSource("options")
  void piecesGiveTheBitsOfTheWhole(FbankOptions options, int count) {
    Fbank fbank = new Fbank(options);
    float[] samples = noise(count);
    float[] expected = fbank.compute(new Waveform(samples, 16000)).data();
    for (int piece : new int[] {1, 7, 160, 400, 1000, 5000, count}) {
      FbankStream stream = fbank.stream();
      float[] found = new float[expected.length];
      int frames = 0;
      for (int at = 0; at < count; at += piece) {
        stream.accept(samples, at, Math.min(piece, count - at));
        frames += copy(stream.read(), found, frames);
      }
      stream.finish();
      frames += copy(stream.read(), found, frames);
      assertThat(frames * options.dim()).as("pieces of %d", piece).isEqualTo(expected.length);
      assertThat(found).as("pieces of %d", piece).isEqualTo(expected);
    }
  }

  private static int copy(Features features, float[] target, int frames) {
    int dim = features.bins();
    System.arraycopy(features.data(), 0, target, frames * dim, features.frames() * dim);
    return features.frames();
  }

  @Test
  void aFrameIsThereAsSoonAsItsSamplesAre() {
    FbankStream stream = new Fbank(FbankOptions.STANDARD).stream();
    assertThat(stream.available()).isZero();
    assertThat(stream.read().frames()).isZero();
    stream.accept(new float[399]);
    assertThat(stream.available()).isZero();
    stream.accept(new float[1]);
    assertThat(stream.available()).isEqualTo(1);
    stream.accept(new float[159]);
    assertThat(stream.available()).isEqualTo(1);
    stream.accept(new float[161]);
    assertThat(stream.available()).isEqualTo(3);
    assertThat(stream.read(new float[2 * 80 + 79])).isEqualTo(2);
    assertThat(stream.available()).isEqualTo(1);
    stream.finish();
    assertThat(stream.available()).isEqualTo(1);
  }

  @Test
  void withoutSnippedEdgesTheLastFramesWaitForTheEnd() {
    FbankStream stream = new Fbank(with(false, 25, 0)).stream();
    stream.accept(noise(1600));
    assertThat(stream.available()).isEqualTo(9); // of 120 samples before the start and 400 each
    stream.finish();
    assertThat(stream.available()).isEqualTo(10);
  }

  @Test
  void anHourTakesTheMemoryOfAFewFrames() {
    FbankStream stream = new Fbank(FbankOptions.STANDARD).stream();
    float[] second = noise(16000);
    float[] out = new float[200 * 80];
    int frames = 0;
    for (int i = 0; i < 3600; i++) {
      stream.accept(second);
      frames += stream.read(out);
    }
    assertThat(frames).isEqualTo(359_998);
    assertThat(stream.capacity()).isLessThan(3 * 16000);
  }

  @Test
  void aClipWithoutAFrameIsTooShort() {
    FbankStream stream = new Fbank(FbankOptions.STANDARD).stream();
    stream.accept(new float[FRAME.length() - 1]);
    assertThatThrownBy(stream::finish)
        .isInstanceOf(ClipTooShortException.class)
        .hasMessageContaining("399")
        .hasMessageContaining("400");
  }

  @Test
  void afterTheEndNothingIsTaken() {
    FbankStream stream = new Fbank(FbankOptions.STANDARD).stream();
    stream.accept(new float[400]);
    stream.finish();
    assertThatThrownBy(() -> stream.accept(new float[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the clip is finished, expected no more samples");
  }

  @Test
  void aSampleThatIsNotFiniteIsNamedByItsNumberInTheClip() {
    FbankStream stream = new Fbank(FbankOptions.STANDARD).stream();
    for (int second = 0; second < 5; second++) {
      stream.accept(noise(16000));
      stream.read();
    }
    float[] bad = noise(16000);
    bad[12] = Float.NaN;
    stream.accept(bad);
    assertThatThrownBy(stream::read)
        .isInstanceOfSatisfying(
            BadSampleException.class, e -> assertThat(e.number()).isEqualTo(80012))
        .hasMessage("sample 80012 is NaN, expected finite samples");
  }

  @Test
  void samplesAreCopied() {
    FbankStream stream = new Fbank(FbankOptions.STANDARD).stream();
    float[] samples = noise(400);
    float[] expected =
        new Fbank(FbankOptions.STANDARD).compute(new Waveform(noise(400), 16000)).data();
    stream.accept(samples);
    Arrays.fill(samples, 0);
    assertThat(stream.read().data()).isEqualTo(expected);
  }
}
