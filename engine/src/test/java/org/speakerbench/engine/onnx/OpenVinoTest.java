package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** The CPU provider says what is right. Skipped without the plugin, see {@link OpenVino}. */
class OpenVinoTest {
  /** Of float32 forms of one model, on noise. */
  private static final double LIMIT = 1e-4;

  private static final int BINS = 80;
  private static final KnownModel KNOWN = KnownModel.file("cam");

  @TempDir Path folder;

  private static EmbeddingModel open(String model, Provider provider) {
    return ModelRef.parse(model).on(provider).open(Zoo.inCacheFolder(), SessionSettings.DEFAULT);
  }

  private static Features noise(int frames) {
    return CamGraph.noise(frames, BINS, frames);
  }

  @ParameterizedTest
  @ValueSource(strings = {"campplus", "campplus (tuned)", "eres2net-base"})
  void embedsAsTheCpuProviderDoes(String model) {
    Provider provider = OpenVino.provider();
    String official = ModelRef.parse(model).name();
    // 20 to 198 frames are fewer than CAM++ pools over, after one that it can
    int[] frames = {298, 20, 100, 198, 199, 298, 301};
    for (int time = 0; time < 2; time++) {
      try (EmbeddingModel cpu = open(official, Provider.CPU);
          EmbeddingModel plugin = open(model, provider)) {
        for (int count : frames) {
          assertThat(RelativeL2.of(cpu.embed(noise(count)), plugin.embed(noise(count))))
              .as(count + " frames, opened " + (time + 1) + " times")
              .isLessThan(LIMIT);
        }
      }
    }
  }

  @Test
  void aClipHasTheSameEmbeddingInAnyBatchAndThread() throws Exception {
    try (EmbeddingModel plugin = open("campplus", OpenVino.provider())) {
      Features clip = noise(150);
      float[] alone = plugin.embed(clip);
      List<Features> others = new ArrayList<>(Collections.nCopies(3, clip));
      others.set(1, CamGraph.noise(150, BINS, 7));
      float[][] together = plugin.embed(others);
      assertThat(RelativeL2.of(alone, together[0])).isLessThan(1e-5);
      assertThat(RelativeL2.of(alone, together[2])).isLessThan(1e-5);
      assertThat(RelativeL2.of(alone, together[1])).isGreaterThan(0.1);

      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<float[]>> embedded = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          Features one = noise(100 + 50 * (i % 3));
          embedded.add(threads.submit(() -> plugin.embed(one)));
        }
        for (int i = 0; i < embedded.size(); i++) {
          float[] again = plugin.embed(noise(100 + 50 * (i % 3)));
          assertThat(RelativeL2.of(again, embedded.get(i).get())).isLessThan(1e-5);
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"BF16, 1e-3, 0.4", "F16, 1e-5, 0.1"})
  void aReducedPrecisionIsReallyOne(ComputePrecision precision, double least, double most) {
    Provider provider = OpenVino.provider().with(precision);
    boolean has =
        PluginDevice.of(provider)
            .dialect()
            .precisions(PluginDevice.of(provider).metadata())
            .contains(precision);
    if (!has) {
      assertThatThrownBy(() -> open("eres2net-base", provider))
          .hasMessageContaining("found precision " + precision + ", expected one that");
      return;
    }
    try (EmbeddingModel cpu = open("eres2net-base", Provider.CPU);
        EmbeddingModel plugin = open("eres2net-base", provider)) {
      assertThat(RelativeL2.of(cpu.embed(noise(100)), plugin.embed(noise(100))))
          .isBetween(least, most);
      assertThat(plugin.provider()).isEqualTo(provider);
    }
  }

  /**
   * The plugin answers with the run before where it cannot compute: seen, not passed on. In a
   * process of its own: after such a run another session may crash it.
   */
  @Test
  void anAnswerOfAnEarlierRunIsSeen() throws Exception {
    Provider provider = OpenVino.provider();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StaleAnswerMain.class.getName(),
                provider.text(),
                folder.resolve("cam.onnx").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(said).contains(StaleAnswerMain.SEEN);
  }

  @Test
  void aModelThatPoolsOverMoreFramesThanThereAreRunsInItsPortableForm() throws IOException {
    Provider provider = OpenVino.provider();
    Path file = folder.resolve("cam.onnx");
    Files.write(file, new CamGraph(11, CamGraph.Pooling.PAD_IN_FRONT).bytes());
    // the same file by the public way is right
    try (EmbeddingModel cpu = EmbeddingModel.open(file, KNOWN, SessionSettings.DEFAULT);
        EmbeddingModel plugin =
            EmbeddingModel.open(file, KNOWN, SessionSettings.DEFAULT.with(provider))) {
      assertThat(plugin.remedy()).isEqualTo(Remedy.PORTABLE_POOLING);
      for (int frames : new int[] {4 * CamGraph.SEGMENT, CamGraph.SEGMENT / 2}) {
        Features features = CamGraph.noise(frames, CamGraph.CHANNELS, frames);
        assertThat(RelativeL2.of(cpu.embed(features), plugin.embed(features))).isLessThan(LIMIT);
      }
    }
  }

  /** A zero of the other sign is other bits and the same value, as little is in bfloat16. */
  @Test
  void featuresThatDifferByLittleAreNoEarlierOnes() {
    Provider provider = OpenVino.provider();
    try (EmbeddingModel plugin = open("campplus", provider)) {
      Features silent = new Features(150, BINS, new float[150 * BINS]);
      Features negative = new Features(150, BINS, new float[150 * BINS]);
      Arrays.fill(negative.data(), -0f);
      float[] embedding = plugin.embed(silent);
      assertThat(plugin.embed(negative)).as("other bits, the same values").isEqualTo(embedding);
    }
  }

  @Test
  void whatItIsToldIsReadByIt() {
    Provider wrong = Provider.parse(OpenVino.provider().text() + ",PERFORMANCE_HINT=fast");
    assertThatThrownBy(() -> open("campplus", wrong))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("with provider openvino f32 can load")
        .hasMessageContaining("PERFORMANCE_HINT")
        .hasMessageNotContainingAny("\n", "Exception from");
    assertThat(PluginDevice.of(OpenVino.provider()).version()).startsWith("1.");
  }
}
