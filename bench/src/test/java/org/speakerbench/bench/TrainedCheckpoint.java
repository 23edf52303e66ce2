package org.speakerbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.convert.CheckpointImport;

/** The trained CAM++ that lies beside the checkout; who needs it is skipped where it is not. */
public final class TrainedCheckpoint {
  public static final String KEY = "campplus-zh-en-advanced";

  private static final Path FILE =
      Path.of(System.getProperty("speakerbench.shared", "../../shared"))
          .resolve("models/campplus_cn_en_common.pt");

  private TrainedCheckpoint() {}

  public static Path require() {
    boolean there = Files.exists(FILE);
    assertThat(there || System.getenv("SPEAKERBENCH_REQUIRE_SHARED") == null).isTrue();
    assumeTrue(there, "skipped: found no shared file " + FILE);
    return FILE;
  }

  /** Writes its ONNX model. */
  public static Path importTo(Path onnx) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.read(require())) {
      CheckpointImport.model("campplus-192", checkpoint).write(onnx);
    }
    return onnx;
  }
}
