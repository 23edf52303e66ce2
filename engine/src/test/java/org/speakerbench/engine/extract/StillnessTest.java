package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.TinyOnnx;

class StillnessTest {
  private static final int RATE_HZ = 16_000;
  private static final String SAYS_NOTHING = ": the embedding says nothing of a speaker";

  @TempDir Path folder;
  private Path onnx;

  @BeforeEach
  void write() throws IOException {
    TinyOnnx model = TinyOnnx.mean(List.of("batch", "frames", 80)).withSecondOutput("embedding");
    onnx = Files.write(folder.resolve("max.onnx"), model.bytes());
  }

  /** Of features as they are: silence is not all zeros there. */
  private SpeakerEmbedder open(MeanNormalization mean) {
    return new SpeakerEmbedder(
        new FrontEnd(FbankOptions.STANDARD, mean), EmbeddingModel.open(onnx));
  }

  private static List<String> notes(float[] samples) {
    List<String> notes = new ArrayList<>();
    Supplier<Void> look =
        () -> {
          Stillness stillness = new Stillness();
          stillness.accept(samples, 0, samples.length / 2);
          stillness.accept(samples, samples.length / 2, samples.length - samples.length / 2);
          stillness.note(RATE_HZ);
          return null;
        };
    ClipNotes.collect(notes, look);
    return notes;
  }

  private static float[] filled(int count, float value) {
    float[] samples = new float[count];
    Arrays.fill(samples, value);
    return samples;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0.0, 0", "0.25, 0.25", "-1, -1.0"})
  void tellsAClipOfOneValue(float value, String named) {
    assertThat(notes(filled(24_000, value)))
        .containsExactly(
            "nothing is to be heard in 1.50 s, all samples are " + named + SAYS_NOTHING);
  }

  @Test
  void tellsDither() {
    float[] dither = new float[16_000];
    for (int i = 0; i < dither.length; i++) {
      dither[i] = (i * 7 % 5 - 2) / 32768f;
    }
    assertThat(notes(dither)).singleElement().asString().contains("from -6.1035156E-5 to 6.1035");
    dither[15_999] = 3 / 32768f;
    assertThat(notes(dither)).isEmpty();
    assertThat(notes(new float[0])).isEmpty();
  }

  @Test
  void everyWayToAnEmbeddingTellsSilence() throws IOException {
    Path wav = Files.write(folder.resolve("silent.wav"), wav(new byte[32_000]));
    String told = "nothing is to be heard in 1.00 s, all samples are 0" + SAYS_NOTHING;
    try (SpeakerEmbedder embedder = open(MeanNormalization.NONE)) {
      assertThat(LogCapture.of(() -> embedder.embed(new short[16_000], RATE_HZ))).contains(told);
      assertThat(LogCapture.of(() -> embedder.embed(new byte[32_000], RATE_HZ))).contains(told);
      assertThat(LogCapture.of(() -> embed(embedder, wav))).contains(wav + ": " + told);
      EmbeddingStream stream = embedder.stream(RATE_HZ);
      stream.accept(new float[8_000]);
      stream.accept(new short[8_000]);
      assertThat(LogCapture.of(stream::finish)).contains(told);
      BatchExtractor list = new BatchExtractor(new TreeMap<>(Map.of("utt", wav.toString())), 1);
      assertThat(LogCapture.of(() -> list.run(clip -> embedder.embed(clip), done -> {})))
          .containsOnlyOnce(told)
          .contains(wav + ": " + told);
      float[] heard = filled(16_000, 0);
      heard[9] = 0.5f;
      assertThat(LogCapture.of(() -> embedder.embed(new Waveform(heard, RATE_HZ)))).isEmpty();
    }
  }

  @Test
  void anEmbeddingOfZerosIsRefused() {
    try (SpeakerEmbedder embedder = open(MeanNormalization.CLIP)) {
      assertThatThrownBy(() -> embedder.embed(new short[16_000], RATE_HZ))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContaining("all 80 values of the embedding are 0, expected one with a length");
      EmbeddingStream stream = embedder.stream(RATE_HZ);
      stream.accept(new short[16_000]);
      assertThatThrownBy(stream::finish)
          .hasMessageContaining("all 80 values of the embedding are 0");
    }
  }

  private static void embed(SpeakerEmbedder embedder, Path wav) {
    try {
      embedder.embed(wav);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] wav(byte[] pcm) {
    ByteBuffer file = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + pcm.length)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(RATE_HZ).putInt(2 * RATE_HZ);
    file.putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(pcm.length);
    return file.put(pcm).array();
  }
}
