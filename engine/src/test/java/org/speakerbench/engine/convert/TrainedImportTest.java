package org.speakerbench.engine.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.onnx.EmbeddingModel;

/** An official checkpoint, without Python, gives the embedding that PyTorch gives. */
class TrainedImportTest {
  private static final Path CLIP =
      Path.of("../assets/src/main/resources/org/speakerbench/assets/speech/flite-slt.wav");

  /** Three times what float32 features and float32 PyTorch are apart from float64 together. */
  private static final double MAX_RELATIVE_L2 = 1e-5;

  @TempDir Path folder;

  @Test
  void aTrainedCheckpointGivesPyTorchsEmbedding() throws IOException {
    Path trained = SharedFiles.require("models/campplus_cn_en_common.pt");
    Path out = folder.resolve("trained.onnx");
    try (Checkpoint checkpoint = Checkpoint.read(trained)) {
      assertThat(checkpoint.tensors()).hasSize(937);
      CheckpointImport.model("campplus-192", checkpoint).write(out);
    }
    try (SpeakerEmbedder embedder =
        new SpeakerEmbedder(new Fbank(FbankOptions.STANDARD), EmbeddingModel.open(out))) {
      float[] actual = embedder.embed(CLIP);
      float[] expected = reference();
      assertThat(actual).hasSameSizeAs(expected);
      assertThat(RelativeL2.of(expected, actual)).isLessThan(MAX_RELATIVE_L2);
    }
  }

  private static float[] reference() throws IOException {
    try (InputStream in = TrainedImportTest.class.getResourceAsStream("campplus-trained.txt")) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      float[] values = new float[lines.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(lines.get(i));
      }
      return values;
    }
  }
}
