package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelKind;
import org.speakerbench.engine.zoo.Zoo;

class EmbeddingModelTest {
  private static final List<Object> DYNAMIC = List.of("batch", "frames", 4);

  @TempDir Path folder;

  private Path file(TinyOnnx model) throws IOException {
    return Files.write(folder.resolve("tiny.onnx"), model.bytes());
  }

  /** Frame f, bin b holds f * 10 + b + offset; its mean over frames is known. */
  private static Features ramp(int frames, float offset) {
    float[] data = new float[frames * 4];
    for (int i = 0; i < data.length; i++) {
      data[i] = i / 4 * 10 + i % 4 + offset;
    }
    return new Features(frames, 4, data);
  }

  @Test
  void anyNamesAndAnyLengthWork() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)))) {
      assertThat(model.spec().name()).isEqualTo("tiny.onnx");
      assertThat(model.embeddingDim()).isEqualTo(4);
      assertThat(model.embed(ramp(3, 0))).containsExactly(10, 11, 12, 13);
      assertThat(model.embed(ramp(1, 0))).containsExactly(0, 1, 2, 3);
      assertThat(model.embed(ramp(5, 0))).containsExactly(20, 21, 22, 23);
    }
  }

  @Test
  void aBatchGivesEachClipItsOwnEmbedding() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)))) {
      float[][] embeddings = model.embed(List.of(ramp(3, 0), ramp(3, 100), ramp(3, -7)));
      assertThat(embeddings).hasDimensions(3, 4);
      assertThat(embeddings[0]).containsExactly(10, 11, 12, 13);
      assertThat(embeddings[1]).containsExactly(110, 111, 112, 113);
      assertThat(embeddings[2]).containsExactly(3, 4, 5, 6);
      assertThatThrownBy(() -> model.embed(List.of(ramp(3, 0), ramp(4, 0))))
          .hasMessageContaining("[3, 4]")
          .hasMessageContaining("[4, 4]")
          .hasMessageContaining("equal shapes");
    }
  }

  @Test
  void manyThreadsShareOneSession() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)))) {
      List<Callable<Float>> tasks =
          IntStream.range(0, 400)
              .<Callable<Float>>mapToObj(i -> () -> model.embed(ramp(1 + i % 50, i))[0] - i)
              .toList();
      List<Future<Float>> results = pool.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isCloseTo(i % 50 * 5f, within(1e-3f));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void filesThatAreNoModelsAreOneSentence() throws IOException {
    assertThatThrownBy(() -> EmbeddingModel.open(folder.resolve("none.onnx")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("none.onnx: found no such file, expected an ONNX model");
    assertThatThrownBy(() -> EmbeddingModel.open(folder)).hasMessageContaining("found a folder");
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");
    assertThatThrownBy(() -> EmbeddingModel.open(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("text.onnx: found a text, expected an ONNX model");
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    assertThatThrownBy(() -> EmbeddingModel.open(empty)).isInstanceOf(SpeakerbenchException.class);
    byte[] whole = TinyOnnx.mean(DYNAMIC).bytes();
    Path cut = Files.write(folder.resolve("cut.onnx"), java.util.Arrays.copyOf(whole, 40));
    assertThatThrownBy(() -> EmbeddingModel.open(cut)).isInstanceOf(SpeakerbenchException.class);
  }

  @Test
  void shapesThatDoNotFitAreToldAtLoad() {
    assertRefused(TinyOnnx.mean(List.of("batch", 345, 4)), "fixed frame count of 345");
    assertRefused(TinyOnnx.identity(List.of("batch", 4)), "expected float [batch, frames, bins]");
    assertRefused(
        TinyOnnx.identity(DYNAMIC),
        "found the output y float [?, ?, 4], expected float [batch, dim] or [batch, 1, dim]");
    assertRefused(TinyOnnx.mean(DYNAMIC).withTwoInputs(), "found 2 inputs [x, x2]");
  }

  @Test
  void ofSeveralOutputsTheOneNamedEmbeddingIsTaken() throws IOException {
    assertRefused(
        TinyOnnx.mean(DYNAMIC).withSecondOutput("z"),
        "found the outputs y float [?, 4], z float [?, 4], expected one, or one named embedding, of"
            + " float [batch, dim] or [batch, 1, dim]");
    try (EmbeddingModel model =
        EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC).withSecondOutput("embedding")))) {
      // The second output is the maximum over frames.
      assertThat(model.embed(ramp(3, 0))).containsExactly(20, 21, 22, 23);
    }
  }

  /** The same values as without the axis, and the kept tensors too. */
  @Test
  void anAxisOfOneBetweenBatchAndEmbeddingIsLeftOut() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC).withKeptAxis()))) {
      assertThat(model.embeddingDim()).isEqualTo(4);
      for (int call = 0; call < 3; call++) {
        assertThat(model.embed(ramp(3, call)))
            .containsExactly(10 + call, 11 + call, 12 + call, 13 + call);
        assertThat(model.embed(List.of(ramp(3, 0), ramp(3, call)))[1]).startsWith(10 + call);
      }
    }
    try (EmbeddingModel model =
        EmbeddingModel.open(
            file(TinyOnnx.mean(DYNAMIC).withKeptAxis().withSecondOutput("embedding")))) {
      assertThat(model.embed(ramp(3, 0))).containsExactly(20, 21, 22, 23);
    }
    assertRefused(
        TinyOnnx.mean(DYNAMIC).withKeptAxis().withSecondOutput("z"),
        "found the outputs y float [?, 1, 4], z float [?, 1, 4], expected one");
  }

  @Test
  void aModelSaysWhatBatchItTakes() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)))) {
      assertThat(model.fixedBatch()).isEqualTo(-1);
    }
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(List.of(2, "frames", 4))))) {
      assertThat(model.fixedBatch()).isEqualTo(2);
    }
  }

  @Test
  void anEmptyBatchIsRefused() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)))) {
      assertThatThrownBy(() -> model.embed(List.of()))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContaining("empty batch");
    }
  }

  @Test
  void missingExternalDataIsNamed() throws IOException {
    Path graph = Zoo.materialize("campplus", folder);
    Files.delete(folder.resolve("campplus.weights"));
    assertThatThrownBy(() -> EmbeddingModel.open(graph))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(
            "campplus.weights, expected 28357760 bytes of weights there: copy it beside the model");
  }

  @Test
  void anotherFrontEndThanTheModelsIsRefusedAndTheModelClosed() throws IOException {
    EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)));
    assertThatThrownBy(() -> new SpeakerEmbedder(new Fbank(FbankOptions.STANDARD), model))
        .hasMessageContaining("gives 80 values a frame (num_bins), expected 4 for model tiny.onnx");
    assertThatThrownBy(() -> model.embed(ramp(3, 0))).hasMessageContaining("closed");
  }

  private void assertRefused(TinyOnnx model, String message) {
    assertThatThrownBy(() -> EmbeddingModel.open(file(model)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void binsAreCheckedAtLoadAndAtCall() throws IOException {
    Path tiny = file(TinyOnnx.mean(DYNAMIC));
    KnownModel eighty = new KnownModel("m", ModelKind.FILE, 16000, 80, 1);
    assertThatThrownBy(() -> EmbeddingModel.open(tiny, eighty, SessionSettings.DEFAULT))
        .hasMessageContaining("takes 4 bins, expected 80");
    try (EmbeddingModel model = EmbeddingModel.open(tiny)) {
      assertThatThrownBy(() -> model.embed(new Features(2, 5, new float[10])))
          .hasMessageContaining("features of 5 bins, expected 4");
    }
  }

  @Test
  void fewerFramesThanTheModelPoolsOverAreTooShort() throws IOException {
    KnownModel nine = new KnownModel("pooling", ModelKind.FILE, 16000, 4, 9);
    try (EmbeddingModel model =
        EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)), nine, SessionSettings.DEFAULT)) {
      assertThat(model.embed(ramp(9, 0))).hasSize(4);
      assertThatThrownBy(() -> model.embed(ramp(8, 0)))
          .isInstanceOf(ClipTooShortException.class)
          .hasMessage("clip too short: found 8 frames, expected at least 9 for pooling");
    }
  }

  @Test
  void anEmbeddingThatIsNotFiniteIsRefused() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC).withLog()))) {
      assertThat(model.embed(ramp(2, 1))[0]).isCloseTo((float) Math.log(12), within(1e-5f));
      assertThatThrownBy(() -> model.embed(ramp(2, -1000)))
          .hasMessageContaining("value 0 of the embedding is NaN");
    }
  }

  @Test
  void aFixedBatchTakesOnlyThatBatch() throws IOException {
    try (EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(List.of(1, "frames", 4))))) {
      assertThat(model.embed(ramp(2, 0))).containsExactly(5, 6, 7, 8);
      assertThatThrownBy(() -> model.embed(List.of(ramp(2, 0), ramp(2, 0))))
          .hasMessageContaining("found a batch of 2, expected 1");
    }
  }

  @Test
  void aClosedModelSaysSo() throws IOException {
    EmbeddingModel model = EmbeddingModel.open(file(TinyOnnx.mean(DYNAMIC)));
    model.close();
    model.close();
    assertThatThrownBy(() -> model.embed(ramp(2, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void settingsAreCheckedAndPrintThemselves() {
    assertThatThrownBy(() -> new SessionSettings(0))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found 0");
    assertThat(new SessionSettings(2)).asString().contains("intra_op_threads=2");
  }
}
