package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.convert.CheckpointImport;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.GoldenPack;

/** The trained CAM++, imported here, gives what Python has for it; what is not it does not. */
class TrainedPackTest {
  private static final String MODEL = "campplus-zh-en-advanced";
  private static final GoldenPack PACK = GoldenPack.embedded("trained");

  @TempDir static Path folder;
  private static Path onnx;

  @BeforeAll
  static void importCheckpoint() throws IOException {
    Path shared = Path.of(System.getProperty("speakerbench.shared", "../../shared"));
    Path trained = shared.resolve("models/campplus_cn_en_common.pt");
    boolean there = Files.exists(trained);
    if (System.getenv("SPEAKERBENCH_REQUIRE_SHARED") != null) {
      assertThat(there).as("shared file " + trained).isTrue();
    }
    assumeTrue(there, "skipped: found no shared file " + trained);
    onnx = folder.resolve("trained.onnx");
    try (Checkpoint checkpoint = Checkpoint.read(trained)) {
      CheckpointImport.model("campplus-192", checkpoint).write(onnx);
    }
  }

  @Test
  void theImportedModelPasses() {
    ParityReport report =
        new ParityCheck(PACK, TestZoo.zoo()).run(List.of(new ModelRef(MODEL, onnx)));
    assertThat(report.finalLine()).isEqualTo("parity: PASS (1 pack, 12 clips, 1 model, 84 checks)");
  }

  @Test
  void anotherFrontEndFails() {
    try (EmbeddingModel model = EmbeddingModel.open(onnx)) {
      ParityReport report =
          own(
              new SpeakerEmbedder(
                  new FrontEnd(FbankOptions.STANDARD, MeanNormalization.NONE), model));
      assertThat(report.failures()).hasSizeGreaterThanOrEqualTo(12);
      assertThat(report.finalLine()).startsWith("parity: FAIL at END_TO_END");
    }
  }

  /** One weight matrix in the middle of the file is 1% larger. */
  @Test
  void otherWeightsFailByTheHashAndByTheEmbeddings() throws IOException {
    byte[] bytes = Files.readAllBytes(onnx);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = weights(buffer);
    for (int at = start; at < start + 4096; at += Float.BYTES) {
      buffer.putFloat(at, 1.01f * buffer.getFloat(at));
    }
    Path changed = Files.write(folder.resolve("changed.onnx"), bytes);
    assertThatThrownBy(
            () -> new ParityCheck(PACK, TestZoo.zoo()).run(List.of(new ModelRef(MODEL, changed))))
        .hasMessageStartingWith("golden pack trained: graph of " + MODEL + ": found SHA-256 ");
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(changed)) {
      assertThat(own(embedder).finalLine()).startsWith("parity: FAIL at END_TO_END");
    }
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(onnx)) {
      assertThat(own(embedder).passed()).isTrue();
    }
  }

  private static ParityReport own(SpeakerEmbedder embedder) {
    return new EmbedderCheck(PACK, MODEL).run(clip -> embedder.embed(clip.waveform()));
  }

  /** A place in the middle of the file, at the alignment of the first run of 1024 plain weights. */
  private static int weights(ByteBuffer buffer) {
    for (int at = buffer.capacity() / 2; at < buffer.capacity() - 4096; at++) {
      int from = at;
      boolean plain = true;
      for (int i = 0; plain && i < 1024; i++) {
        float value = Math.abs(buffer.getFloat(from + i * Float.BYTES));
        plain = value > 1e-12 && value < 10;
      }
      if (plain) {
        return at;
      }
    }
    throw new AssertionError("found no weights in the middle of " + onnx);
  }
}
