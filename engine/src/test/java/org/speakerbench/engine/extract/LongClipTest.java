package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.TinyOnnx;

class LongClipTest {
  private static final int RATE_HZ = 16_000;

  @TempDir private Path folder;

  /** CAM++ takes some 300 MB for two minutes; a heap that may not grow leaves that to see. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatALongClipTookGoesBackToTheSystem() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                LongClipMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] fields = printed.strip().split(" ");
    double before = Double.parseDouble(fields[0]);
    double peak = Double.parseDouble(fields[1]);
    double after = Double.parseDouble(fields[2]);
    assertThat(peak - before).as(printed).isGreaterThan(200);
    assertThat(after - before).as(printed).isLessThan(0.25 * (peak - before));
    assertThat(fields[3]).as("same bits").isEqualTo("true");
  }

  @Test
  void aClipOfTenMinutesIsWarnedOfWithItsMemory() throws IOException {
    TinyOnnx model = TinyOnnx.mean(List.of("batch", "frames", 80)).withSecondOutput("embedding");
    Path file = Files.write(folder.resolve("max.onnx"), model.bytes());
    try (SpeakerEmbedder embedder = new SpeakerEmbedder(EmbeddingModel.open(file))) {
      assertThat(warningsOf(embedder, LongClip.SECONDS * RATE_HZ))
          .singleElement()
          .asString()
          // 38 MB of samples, 2 x 19 MB of features
          .matches(
              ".* a clip of 10 minutes takes 0\\.[1-9]"
                  + "( to \\d\\.\\d)? GB of memory.*; in pieces it takes less");
      assertThat(warningsOf(embedder, LongClip.SECONDS * RATE_HZ - 1)).isEmpty();
    }
  }

  private static List<String> warningsOf(SpeakerEmbedder embedder, int samples) {
    float[] values = new float[samples];
    values[samples / 2] = 0.5f;
    String log = LogCapture.of(() -> embedder.embed(new Waveform(values, RATE_HZ)));
    return Stream.of(log.split("\n")).filter(line -> line.contains("minutes")).toList();
  }
}
