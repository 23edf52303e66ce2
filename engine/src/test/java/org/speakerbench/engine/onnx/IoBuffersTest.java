package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.Allocation;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.spec.AxisOrder;

/** What is kept between calls must not show in their results, and must be given back. */
class IoBuffersTest {
  private static final List<Object> DYNAMIC = List.of("batch", "frames", 4);

  @TempDir Path folder;

  /** The maximum over frames, so that an answer depends on every value. */
  private EmbeddingModel maximum(List<Object> input, List<Object> output) throws IOException {
    TinyOnnx model = TinyOnnx.mean(input).withSecondOutput("embedding").withOutputShape(output);
    return EmbeddingModel.open(Files.write(folder.resolve("max.onnx"), model.bytes()));
  }

  private static Features random(int frames, int bins, long seed) {
    Random random = new Random(seed);
    float[] data = new float[frames * bins + 3]; // longer than needed, as kept arrays are
    for (int i = 0; i < data.length; i++) {
      data[i] = 20 * random.nextFloat() - 15;
    }
    return new Features(frames, bins, data);
  }

  private static float[] expected(Features features) {
    float[] maximum = new float[features.bins()];
    for (int b = 0; b < maximum.length; b++) {
      maximum[b] = Float.NEGATIVE_INFINITY;
      for (int f = 0; f < features.frames(); f++) {
        maximum[b] = Math.max(maximum[b], features.at(f, b));
      }
    }
    return maximum;
  }

  @Test
  void shapesMayChangeFromCallToCall() throws IOException {
    try (EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4))) {
      int[] frames = {3, 3, 50, 50, 7, 1, 50, 200, 3, 3};
      for (int i = 0; i < frames.length; i++) {
        Features first = random(frames[i], 4, i);
        Features second = random(frames[i], 4, 100 + i);
        assertThat(model.embed(first)).containsExactly(expected(first));
        float[][] both = model.embed(List.of(second, first));
        assertThat(both[0]).containsExactly(expected(second));
        assertThat(both[1]).containsExactly(expected(first));
      }
    }
  }

  @Test
  void anAnswerIsTheCallersAndNotWrittenAgain() throws IOException {
    try (EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4))) {
      Features features = random(5, 4, 1);
      float[] first = model.embed(features);
      float[] second = model.embed(features);
      model.embed(random(5, 4, 2));
      assertThat(first).containsExactly(expected(features));
      assertThat(second).containsExactly(expected(features));
    }
  }

  @Test
  void rawFeaturesGiveTheBitsOfNormalisedOnes() throws IOException {
    try (EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4))) {
      for (int frames : new int[] {2, 3, 298, 298, 299, 5000, 7}) {
        Features raw = random(frames, 4, frames);
        float[] untouched = raw.data().clone();
        assertThat(model.embedRaw(raw)).containsExactly(model.embed(raw.meanNormalized()));
        assertThat(raw.data()).containsExactly(untouched);
      }
    }
  }

  /** Features are transposed on their way into a model that takes bins before frames. */
  @Test
  void binsFirstGiveTheSameAsFramesFirst() throws IOException {
    TinyOnnx made =
        TinyOnnx.mean(List.of("batch", 4, "frames")).overLastAxis().withSecondOutput("embedding");
    Path file = Files.write(folder.resolve("bins.onnx"), made.bytes());
    try (EmbeddingModel model = EmbeddingModel.open(file)) {
      assertThat(model.spec().axes()).isEqualTo(AxisOrder.BATCH_BINS_FRAMES);
      for (int frames : new int[] {3, 3, 50, 7, 200, 4}) {
        Features first = random(frames, 4, frames);
        Features second = random(frames, 4, 1 + frames);
        assertThat(model.embed(first)).containsExactly(expected(first));
        float[][] both = model.embed(List.of(second, first));
        assertThat(both[0]).containsExactly(expected(second));
        assertThat(both[1]).containsExactly(expected(first));
        assertThat(model.embedRaw(first)).containsExactly(expected(first.meanNormalized()));
        assertThat(model.embedRaw(first, MeanNormalization.NONE)).containsExactly(expected(first));
      }
    }
  }

  /** What is compared by its direction has one. */
  @Test
  void anEmbeddingOfZerosIsRefused() throws IOException {
    try (EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4))) {
      Features features = new Features(5, 4, new float[20]);
      assertThatThrownBy(() -> model.embed(features))
          .hasMessageContaining(
              "all 4 values of the embedding are 0, expected one with a length (features [1, 5, 4];"
                  + " the clip may be silent)");
      assertThat(model.embed(random(5, 4, 1))).hasSize(4);
    }
  }

  @Test
  void aModelThatSaysNoLengthMayGiveAny() throws IOException {
    try (EmbeddingModel model =
        maximum(List.of("batch", "frames", "bins"), List.of("batch", "dim"))) {
      assertThat(model.embeddingDim()).isEqualTo(-1);
      for (int bins : new int[] {4, 4, 9, 2, 9}) {
        Features features = random(6, bins, bins);
        assertThat(model.embed(features)).containsExactly(expected(features));
      }
    }
  }

  @Test
  void aModelThatGivesAnotherLengthThanItSaysStillAnswers() throws IOException {
    try (EmbeddingModel model = maximum(List.of("batch", "frames", "bins"), List.of("batch", 5))) {
      assertThat(model.embeddingDim()).isEqualTo(5);
      for (int call = 0; call < 3; call++) {
        Features features = random(6, 4, call);
        assertThat(model.embed(features)).containsExactly(expected(features));
      }
    }
  }

  @Test
  void aRefusedAnswerLeavesTheNextOneRight() throws IOException {
    try (EmbeddingModel model =
        EmbeddingModel.open(
            Files.write(folder.resolve("log.onnx"), TinyOnnx.mean(DYNAMIC).withLog().bytes()))) {
      Features good = new Features(1, 4, new float[] {1, 2, 3, 4});
      float[] answer = model.embed(good);
      for (int call = 0; call < 3; call++) {
        assertThatThrownBy(() -> model.embed(new Features(1, 4, new float[] {1, -2, 3, 4})))
            .hasMessageContaining("value 1 of the embedding is NaN");
        assertThat(model.embed(good)).containsExactly(answer);
      }
    }
  }

  @Test
  void aCallOfTheSameShapeAllocatesNoFeatures() throws IOException {
    try (EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4))) {
      Features raw = random(5000, 4, 1); // 80 KB
      assertThat(Allocation.perCall(() -> model.embedRaw(raw))).isLessThan(4096);
      assertThat(Allocation.perCall(() -> model.embed(raw))).isLessThan(4096);
    }
  }

  @Test
  void nothingIsKeptOfALongCall() throws IOException {
    try (EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4))) {
      Features longest = random(EmbeddingModel.KEPT_FRAMES, 4, 1);
      model.embed(longest);
      assertThat(model.idle).hasSize(1);
      IoBuffers kept = model.idle.getFirst();

      Features longer = random(EmbeddingModel.KEPT_FRAMES + 1, 4, 2);
      assertThat(model.embed(longer)).containsExactly(expected(longer));
      assertThat(model.embed(List.of(longest, longest))[1]).containsExactly(expected(longest));

      assertThat(model.idle).containsExactly(kept);
      assertThat(model.embed(longest)).containsExactly(expected(longest));
    }
  }

  @Test
  void tensorsAreKeptForTheSameShapeAndGivenBack() throws IOException {
    EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4));
    model.embed(random(3, 4, 1));
    IoBuffers buffers = model.idle.getFirst();
    List<OnnxTensor> three = buffers.tensors();
    assertThat(three).hasSize(2);
    model.embed(random(3, 4, 2));
    assertThat(buffers.tensors()).isEqualTo(three);

    model.embed(random(2, 4, 3));
    List<OnnxTensor> two = buffers.tensors();
    assertThat(two).hasSize(2);
    assertThat(three).allMatch(OnnxTensor::isClosed);
    assertThat(two).noneMatch(OnnxTensor::isClosed);
    assertThat(model.idle).containsExactly(buffers);

    model.close();
    assertThat(two).allMatch(OnnxTensor::isClosed);
  }

  @Test
  void closingWaitsForCallsInProgress() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 20; round++) {
        EmbeddingModel model = maximum(DYNAMIC, List.of("batch", 4));
        CountDownLatch started = new CountDownLatch(threads);
        List<Future<Long>> callers =
            IntStream.range(0, threads)
                .mapToObj(i -> pool.submit(() -> callUntilClosed(model, i, started)))
                .toList();
        started.await();
        model.close();
        for (Future<Long> caller : callers) {
          assertThat(caller.get()).isPositive();
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  /** Number of right answers before the model was closed. */
  private static long callUntilClosed(EmbeddingModel model, int seed, CountDownLatch started) {
    Features features = random(500 + seed, 4, seed);
    float[] expected = expected(features);
    for (long calls = 0; ; calls++) {
      try {
        assertThat(model.embed(features)).containsExactly(expected);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("is closed");
        return calls;
      }
      if (calls == 0) {
        started.countDown();
      }
    }
  }
}
