package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.Allocation;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.BadSampleException;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.SampleRateException;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.TinyOnnx;

/** The path that keeps its memory gives the bits of the steps one by one. */
class SpeakerEmbedderTest {
  private static final String SPEECH = "/org/speakerbench/assets/speech/espeak-en-us.wav";

  @TempDir Path folder;

  /** The maximum over frames of each bin: it depends on every feature. */
  private SpeakerEmbedder open(FbankOptions options) throws IOException {
    TinyOnnx model = TinyOnnx.mean(List.of("batch", "frames", 80)).withSecondOutput("embedding");
    Path file = Files.write(folder.resolve("max.onnx"), model.bytes());
    return new SpeakerEmbedder(new Fbank(options), EmbeddingModel.open(file));
  }

  /** What only names tell, or nothing, is for the caller to know. */
  @Test
  void anFbankThatTheModelContradictsIsRefused() throws IOException {
    open(FbankOptions.STANDARD).close();
    Files.writeString(
        folder.resolve("max.speakerbench.json"),
        "{\"schema\": 1, \"fbank\": {\"sample_scale\": 32768}}");
    assertThatThrownBy(() -> open(FbankOptions.STANDARD))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("FBank: sample_scale is 1, expected 32768 for model max.onnx");
    open(FbankOptions.STANDARD.withScale(SampleScale.INT16)).close();
  }

  private static Waveform noise(int samples, int rateHz) {
    Random random = new Random(samples);
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return new Waveform(values, rateHz);
  }

  private static float[] stepByStep(SpeakerEmbedder embedder, Waveform clip) {
    return embedder.model().embed(embedder.fbank().compute(clip).meanNormalized());
  }

  @Test
  void longerAndShorterClipsGiveTheBitsOfTheSteps() throws IOException {
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      for (int samples : new int[] {48_000, 720, 48_000, 160_000, 47_999, 160_000, 560, 16_000}) {
        Waveform clip = noise(samples, 16_000);
        assertThat(embedder.embed(clip)).containsExactly(stepByStep(embedder, clip));
      }
    }
  }

  @Test
  void aClipOfAnotherRateIsResampledOrRefused() throws IOException {
    Waveform clip = noise(24_000, 8_000);
    FbankOptions resampling =
        FbankOptions.STANDARD.withFrame(FbankOptions.STANDARD.frame().withResampling());
    try (SpeakerEmbedder embedder = open(resampling)) {
      assertThat(embedder.embed(clip)).containsExactly(stepByStep(embedder, clip));
    }
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      assertThatThrownBy(() -> embedder.embed(clip))
          .isInstanceOf(SampleRateException.class)
          .hasMessageContaining("sample rate is 8000 Hz, expected 16000 Hz");
    }
  }

  @Test
  void everyWayInGivesTheBitsOfTheFile() throws IOException {
    byte[] wav;
    try (InputStream in = getClass().getResourceAsStream(SPEECH)) {
      wav = in.readAllBytes();
    }
    Path file = Files.write(folder.resolve("speech.wav"), wav);
    byte[] bytes = Arrays.copyOfRange(wav, 44, wav.length);
    short[] shorts = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(shorts);
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      float[] expected = embedder.embed(file);
      InputStream stream =
          new ByteArrayInputStream(wav) {
            @Override
            public void close() {
              throw new AssertionError("the caller closes the stream");
            }
          };
      assertThat(embedder.embed(stream)).containsExactly(expected);
      assertThat(embedder.embed(bytes, 16_000)).containsExactly(expected);
      assertThat(embedder.embed(shorts, 16_000)).containsExactly(expected);
      assertThat(embedder.embed(Arrays.copyOf(shorts, 9_000), 16_000)).isNotEqualTo(expected);
    }
  }

  @Test
  void whatCannotBeUsedIsATypedError() throws IOException {
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      assertThatThrownBy(() -> embedder.embed(new byte[1_001], 16_000))
          .isInstanceOf(BadSampleException.class)
          .hasMessageContaining("found 1001 bytes of 16-bit PCM, expected an even number");
      assertThatThrownBy(() -> embedder.embed(new short[16_000], 44_100))
          .isInstanceOf(SampleRateException.class);
      assertThatThrownBy(() -> embedder.embed(new short[399], 16_000))
          .isInstanceOf(ClipTooShortException.class);
      assertThatThrownBy(() -> embedder.embed(new ByteArrayInputStream(new byte[100])))
          .isInstanceOf(WavException.class)
          .hasMessageStartingWith("WAV stream: found ");
    }
  }

  @Test
  void aClipThatFailsLeavesTheNextOneRight() throws IOException {
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      Waveform good = noise(16_000, 16_000);
      float[] expected = stepByStep(embedder, good);
      Waveform broken = noise(16_000, 16_000);
      broken.samples()[9_000] = Float.NaN;
      for (int call = 0; call < 2; call++) {
        assertThatThrownBy(() -> embedder.embed(broken))
            .isInstanceOf(BadSampleException.class)
            .hasMessageContaining("sample 9000 is NaN");
        assertThatThrownBy(() -> embedder.embed(noise(399, 16_000)))
            .isInstanceOf(ClipTooShortException.class);
        assertThat(embedder.embed(good)).containsExactly(expected);
      }
    }
  }

  @Test
  void threadsDoNotShareMemoryInUse() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      List<Waveform> clips =
          IntStream.range(0, 12).mapToObj(i -> noise(4_000 + 1_111 * i, 16_000)).toList();
      List<float[]> expected = clips.stream().map(clip -> stepByStep(embedder, clip)).toList();
      List<Callable<float[]>> tasks =
          IntStream.range(0, 240)
              .<Callable<float[]>>mapToObj(i -> () -> embedder.embed(clips.get(i % clips.size())))
              .toList();
      List<Future<float[]>> answers = pool.invokeAll(tasks);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).containsExactly(expected.get(i % clips.size()));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void closingDuringUseGivesTheBitsOrSaysThatItIsClosed() throws Exception {
    Waveform clip = noise(16_000, 16_000);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 5; round++) {
        SpeakerEmbedder embedder = open(FbankOptions.STANDARD);
        float[] expected = embedder.embed(clip);
        CountDownLatch started = new CountDownLatch(4);
        Callable<String> caller =
            () -> {
              started.countDown();
              try {
                while (true) {
                  assertThat(embedder.embed(clip)).containsExactly(expected);
                }
              } catch (IllegalStateException e) {
                return e.getMessage();
              }
            };
        List<Future<String>> callers =
            IntStream.range(0, 4).mapToObj(i -> pool.submit(caller)).toList();
        started.await();
        embedder.close();
        embedder.close();
        for (Future<String> ended : callers) {
          assertThat(ended.get()).contains("is closed");
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void anInterruptStopsReadingAndNoComputation() throws IOException {
    Path wav = folder.resolve("speech.wav");
    try (InputStream speech = getClass().getResourceAsStream(SPEECH)) {
      Files.copy(speech, wav);
    }
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      float[] expected = embedder.embed(wav);
      Waveform clip = WavReader.read(wav);
      Thread.currentThread().interrupt();
      assertThat(embedder.embed(clip)).containsExactly(expected);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThatThrownBy(() -> embedder.embed(wav))
          .isInstanceOf(WavException.class)
          .hasRootCauseInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(embedder.embed(wav)).containsExactly(expected);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aCallAllocatesNoFeatures() throws IOException {
    try (SpeakerEmbedder embedder = open(FbankOptions.STANDARD)) {
      Waveform clip = noise(320_000, 16_000); // features of 640 KB
      // The workspace of FBank is in it.
      assertThat(Allocation.perCall(() -> embedder.embed(clip))).isLessThan(64_000);
    }
  }
}
