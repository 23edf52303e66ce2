package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.Allocation;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.SampleRateException;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.WindowType;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.TinyOnnx;

class EmbeddingStreamTest {
  private static final int RATE = 16_000;

  private static final FbankOptions WHOLE_CLIP =
      FbankOptions.STANDARD.withFrame(
          new FrameOptions(
              RATE, 10, 25, 0, 0, 0.97, true, WindowType.POVEY, 0.42, true, false, false, false));

  @TempDir static Path folder;
  private SpeakerEmbedder embedder;

  @BeforeEach
  void open() throws IOException {
    embedder = open(FbankOptions.STANDARD);
  }

  @AfterEach
  void close() {
    embedder.close();
  }

  /** The maximum over frames of each bin: it depends on every feature. */
  private static SpeakerEmbedder open(FbankOptions options) throws IOException {
    TinyOnnx model = TinyOnnx.mean(List.of("batch", "frames", 80)).withSecondOutput("embedding");
    Path file = Files.write(folder.resolve("max.onnx"), model.bytes());
    return new SpeakerEmbedder(new Fbank(options), EmbeddingModel.open(file));
  }

  private static short[] noise(int count) {
    Random random = new Random(count);
    short[] pcm = new short[count];
    for (int i = 0; i < count; i++) {
      pcm[i] = (short) (3_000 * random.nextGaussian());
    }
    return pcm;
  }

  private static byte[] bytes(short[] pcm) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(pcm);
    return bytes.array();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 160, 1_001, 5_000, 70_000})
  void piecesGiveTheBitsOfTheWholeClip(int piece) throws IOException {
    short[] pcm = noise(70_000);
    byte[] bytes = bytes(pcm);
    float[] samples = Waveform.ofPcm16(pcm, RATE).samples();
    for (FbankOptions options : List.of(FbankOptions.STANDARD, WHOLE_CLIP)) {
      try (SpeakerEmbedder own = open(options)) {
        float[] expected = own.embed(pcm, RATE);
        EmbeddingStream floats = own.stream(RATE);
        EmbeddingStream shorts = own.stream(RATE);
        EmbeddingStream socket = own.stream(RATE);
        for (int at = 0; at < pcm.length; at += piece) {
          int length = Math.min(piece, pcm.length - at);
          floats.accept(samples, at, length);
          shorts.accept(pcm, at, length);
        }
        for (int at = 0; at < bytes.length; at += piece) {
          socket.accept(bytes, at, Math.min(piece, bytes.length - at));
        }
        assertThat(floats.finish()).containsExactly(expected);
        assertThat(shorts.finish()).containsExactly(expected);
        assertThat(socket.finish()).containsExactly(expected);
        assertThat(socket.durationSeconds()).isEqualTo(4.375);
      }
    }
  }

  @Test
  void wholeArraysInTurnGiveTheBitsOfTheWholeClip() {
    short[] pcm = noise(9_000);
    EmbeddingStream stream = embedder.stream(RATE);
    stream.accept(Waveform.ofPcm16(pcm, 0, 3_000, RATE).samples());
    stream.accept(Arrays.copyOfRange(pcm, 3_000, 6_000));
    stream.accept(bytes(Arrays.copyOfRange(pcm, 6_000, 9_000)));
    assertThat(stream.finish()).containsExactly(embedder.embed(pcm, RATE));
  }

  @Test
  void theEmbeddingIsThereAtAnyTimeAndChangesNothing() {
    short[] pcm = noise(48_000);
    EmbeddingStream stream = embedder.stream(RATE);
    int taken = 0;
    for (int length : new int[] {560, 100, 16_000, 31_000}) {
      stream.accept(pcm, taken, length);
      taken += length;
      float[] expected = embedder.embed(Arrays.copyOf(pcm, taken), RATE);
      assertThat(stream.embedding()).containsExactly(expected);
      assertThat(stream.embedding()).containsExactly(expected);
    }
    stream.accept(pcm, taken, pcm.length - taken);
    assertThat(stream.finish()).containsExactly(embedder.embed(pcm, RATE));
    assertThat(stream.embedding()).containsExactly(embedder.embed(pcm, RATE));
  }

  @Test
  void anotherSampleRateIsRefusedEvenWhereClipsAreResampled() throws IOException {
    FbankOptions resampling = WHOLE_CLIP.withFrame(WHOLE_CLIP.frame().withResampling());
    try (SpeakerEmbedder own = open(resampling)) {
      assertThatThrownBy(() -> own.stream(8_000))
          .isInstanceOfSatisfying(
              SampleRateException.class,
              e -> {
                assertThat(e.foundHz()).isEqualTo(8_000);
                assertThat(e.setting()).isEmpty();
              })
          .hasMessage(
              "sample rate is 8000 Hz, expected 16000 Hz (sample_freq): audio in pieces is not"
                  + " resampled");
    }
  }

  @Test
  void tooLittleAudioIsTooShortAndMoreMayCome() {
    EmbeddingStream stream = embedder.stream(RATE);
    assertThatThrownBy(stream::embedding)
        .isInstanceOf(ClipTooShortException.class)
        .hasMessage("clip too short: found 0 frames, expected at least 1 for max.onnx");
    stream.accept(noise(399));
    assertThatThrownBy(stream::finish)
        .isInstanceOf(ClipTooShortException.class)
        .hasMessage("clip too short: found 399 samples, expected at least 400 for one frame");
    stream.accept(noise(161));
    assertThat(stream.finish()).hasSize(80);
    assertThatThrownBy(() -> stream.accept(new short[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the clip is finished, expected no more samples");
  }

  @Test
  void halfASampleCannotBeTheLastNorBeFollowedByWholeOnes() {
    EmbeddingStream stream = embedder.stream(RATE);
    stream.accept(Arrays.copyOf(bytes(noise(600)), 1_201));
    String message = "sample 600 is cut: found 1 byte of 16-bit PCM, expected 2";
    assertThat(stream.embedding()).hasSize(80);
    assertThatThrownBy(stream::finish)
        .isInstanceOfSatisfying(
            BadSampleException.class, e -> assertThat(e.number()).isEqualTo(600))
        .hasMessage(message);
    assertThatThrownBy(() -> stream.accept(new short[1])).hasMessage(message);
    assertThatThrownBy(() -> stream.accept(new float[1])).hasMessage(message);
    stream.accept(new byte[1]);
    assertThat(stream.finish()).hasSize(80);
  }

  @Test
  void aSampleThatIsNotFiniteIsNamedByItsNumberInTheClip() {
    EmbeddingStream stream = embedder.stream(RATE);
    stream.accept(noise(40_000));
    stream.accept(new float[] {0, Float.NaN});
    assertThatThrownBy(() -> stream.accept(noise(16_000)))
        .isInstanceOf(BadSampleException.class)
        .hasMessage("sample 40001 is NaN, expected finite samples");
    assertThatThrownBy(stream::finish).isInstanceOf(BadSampleException.class);
  }

  @Test
  void streamsOfOneEmbedderDoNotMix() {
    short[] one = noise(30_000);
    short[] other = noise(31_000);
    EmbeddingStream first = embedder.stream(RATE);
    EmbeddingStream second = embedder.stream(RATE);
    for (int at = 0; at < 30_000; at += 1_000) {
      first.accept(one, at, 1_000);
      second.accept(other, at, 1_000);
    }
    second.accept(other, 30_000, 1_000);
    assertThat(first.finish()).containsExactly(embedder.embed(one, RATE));
    assertThat(second.finish()).containsExactly(embedder.embed(other, RATE));
  }

  @Test
  void piecesAreNotKept() {
    float[] second = Waveform.ofPcm16(noise(RATE), RATE).samples();
    EmbeddingStream stream = embedder.stream(RATE);
    for (int i = 0; i < 60; i++) {
      stream.accept(second);
    }
    // Of this call: the features of a second, now and then the array that keeps all of them.
    assertThat(Allocation.perCall(() -> stream.accept(second))).isLessThan(150_000);
  }

  @Test
  void aClosedEmbedderIsClosedForItsStreams() {
    EmbeddingStream stream = embedder.stream(RATE);
    stream.accept(noise(1_000));
    embedder.close();
    assertThatThrownBy(stream::finish).isInstanceOf(IllegalStateException.class);
  }
}
