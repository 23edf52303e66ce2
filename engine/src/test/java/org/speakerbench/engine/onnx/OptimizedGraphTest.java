package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.zoo.Zoo;

class OptimizedGraphTest {
  private static final Features FRAMES = new Features(2, 4, new float[] {1, 2, 3, 4, 5, 6, 7, 8});
  private static final float[] MEAN = {3, 4, 5, 6};

  @TempDir Path folder;
  private Path model;
  private Path cpuFacts;

  @BeforeEach
  void write() throws IOException {
    model = folder.resolve("tiny.onnx");
    Files.write(model, TinyOnnx.mean(List.of("batch", "frames", 4)).bytes());
    cpuFacts =
        Files.writeString(folder.resolve("cpuinfo"), "cpu : x\nflags\t: sse avx2\nflags :\n");
  }

  private float[] embed(String contents) {
    return embed(contents, 1_000_000);
  }

  private float[] embed(String contents, long maxBytes) {
    try (EmbeddingModel opened =
        EmbeddingModel.open(
            model,
            KnownModel.file("tiny"),
            SessionSettings.DEFAULT,
            new OptimizedGraph(contents, cpuFacts, maxBytes, OnnxRuntime::version))) {
      return opened.embed(FRAMES);
    }
  }

  private List<Path> kept(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tiny.onnx.optimized-"))
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private void noTemporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  /** From now on only a kept graph can answer. */
  private void breakModel() throws IOException {
    Files.writeString(model, "not a model");
  }

  @Test
  void theSecondOpeningLoadsTheKeptGraph() throws IOException {
    assertThat(embed("a")).containsExactly(MEAN);
    assertThat(kept(".onnx")).hasSize(1);
    noTemporaryFiles();
    breakModel();
    assertThat(embed("a")).containsExactly(MEAN);
  }

  @Test
  void theStampSaysWhatTheGraphIsFor() throws IOException {
    embed("a");
    assertThat(kept(".stamp").get(0))
        .content()
        .startsWith(
            "onnxruntime "
                + OnnxRuntime.version()
                + "\ncpu "
                + System.getProperty("os.arch")
                + " sse avx2\ngraph optimization=all\nmodel a\nfile ");
  }

  @Test
  void anotherModelOrAnotherCpuIsOptimisedAnew() throws IOException {
    embed("a");
    Files.writeString(cpuFacts, "flags : sse avx2 avx512f\n");
    embed("a");
    embed("b");
    assertThat(kept(".onnx")).hasSize(3);
    breakModel();
    Files.writeString(cpuFacts, "flags : sse\n");
    assertThatThrownBy(() -> embed("a"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("tiny.onnx: found a text, expected an ONNX model");
    assertThatThrownBy(() -> embed("c")).isInstanceOf(SpeakerbenchException.class);
    noTemporaryFiles();
  }

  @Test
  void damageIsNoticedAndRepaired() throws IOException {
    embed("a");
    Path graph = kept(".onnx").get(0);
    byte[] whole = Files.readAllBytes(graph);
    FileTime time = Files.getLastModifiedTime(graph);

    // Another size: not even tried.
    Files.write(graph, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(embed("a")).containsExactly(MEAN);
    assertThat(graph).hasBinaryContent(whole);

    // The size and time of the stamp, but it does not load.
    Files.setLastModifiedTime(graph, time);
    Files.writeString(
        kept(".stamp").get(0),
        Files.readString(kept(".stamp").get(0))
            .replaceFirst("file .*", "file " + whole.length + " " + time));
    Files.write(graph, new byte[whole.length]);
    Files.setLastModifiedTime(graph, time);
    assertThat(embed("a")).containsExactly(MEAN);
    assertThat(graph).hasBinaryContent(whole);

    // A whole graph of other contents is not what the stamp says.
    Files.write(graph, TinyOnnx.mean(List.of("batch", "frames", 4)).withLog().bytes());
    assertThat(embed("a")).containsExactly(MEAN);

    Files.delete(kept(".stamp").get(0));
    assertThat(embed("a")).containsExactly(MEAN);
    assertThat(kept(".stamp")).hasSize(1);
    noTemporaryFiles();
  }

  @Test
  void fourAreKept() throws IOException {
    for (int i = 0; i < 7; i++) {
      embed("model " + i);
      for (Path stamp : kept(".stamp")) { // all a second older
        FileTime time = Files.getLastModifiedTime(stamp);
        Files.setLastModifiedTime(stamp, FileTime.fromMillis(time.toMillis() - 1000));
      }
    }
    assertThat(kept(".onnx")).hasSize(4);
    assertThat(kept(".stamp")).hasSize(4);
    breakModel();
    assertThat(embed("model 6")).containsExactly(MEAN);
    assertThat(embed("model 3")).containsExactly(MEAN);
    assertThatThrownBy(() -> embed("model 2")).isInstanceOf(SpeakerbenchException.class);
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path old = Files.writeString(folder.resolve(".tiny.onnx.optimized-1.onnx.a.tmp"), "x");
    Path fresh = Files.writeString(folder.resolve(".tiny.onnx.optimized-1.onnx.b.tmp"), "x");
    Path other = Files.writeString(folder.resolve(".other.onnx.optimized-1.onnx.c.tmp"), "x");
    FileTime longAgo = FileTime.fromMillis(System.currentTimeMillis() - 7_200_000);
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(other, longAgo);
    embed("a");
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(other).exists();
  }

  @Test
  void aGraphThatIsTooLargeIsNotKeptNorMadeAgain() throws IOException {
    assertThat(embed("a", 50)).containsExactly(MEAN);
    assertThat(kept(".onnx")).isEmpty();
    assertThat(kept(".stamp").get(0)).content().endsWith("\nmodel a\ntoo large to keep\n");
    // Only one that is made could be kept now.
    assertThat(embed("a", 1_000_000)).containsExactly(MEAN);
    assertThat(kept(".onnx")).isEmpty();
    noTemporaryFiles();
  }

  @Test
  void whereTheCpuIsNotKnownNothingIsKept() throws IOException {
    Files.delete(cpuFacts);
    assertThat(embed("a")).containsExactly(MEAN);
    assertThat(kept("")).isEmpty();
  }

  @Test
  void whereNothingCanBeWrittenTheModelIsLoadedAsItIs() throws IOException {
    embed("a");
    Path graph = kept(".onnx").get(0);
    Files.delete(graph);
    Files.createDirectories(graph.resolve("in the way"));
    assertThat(embed("a")).containsExactly(MEAN);
    noTemporaryFiles();
  }

  @Test
  void openingAtTheSameTimeDoesNotCollide() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> task = () -> embed("a");
      for (Future<float[]> answer : pool.invokeAll(java.util.Collections.nCopies(24, task))) {
        assertThat(answer.get()).containsExactly(MEAN);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(kept(".onnx")).hasSize(1);
    noTemporaryFiles();
    embed("a");
    breakModel();
    assertThat(embed("a")).containsExactly(MEAN);
  }

  /** All optimisations, the layouts for this CPU among them, on a real graph with external data. */
  @Test
  void aZooModelGivesTheSameBitsAndItsWeightsAreNotStoredTwice() throws IOException {
    Zoo zoo = new Zoo(folder);
    Path graph = zoo.materialize("campplus");
    try (EmbeddingModel plain =
            EmbeddingModel.open(graph, Zoo.model("campplus").known(), SessionSettings.DEFAULT);
        EmbeddingModel first = zoo.open("campplus", SessionSettings.DEFAULT);
        EmbeddingModel second = zoo.open("campplus", SessionSettings.DEFAULT)) {
      Random random = new Random(1);
      for (int frames : new int[] {50, 298, 301, 299}) {
        float[] data = new float[frames * 80];
        for (int i = 0; i < data.length; i++) {
          data[i] = (float) random.nextGaussian();
        }
        Features features = new Features(frames, 80, data);
        float[] expected = plain.embed(features);
        assertThat(first.embed(features)).containsExactly(expected);
        assertThat(second.embed(features)).containsExactly(expected);
      }
    }
    if (Files.exists(Path.of("/proc/cpuinfo"))) {
      try (Stream<Path> files = Files.list(folder.resolve("campplus"))) {
        Path optimized =
            files
                .filter(file -> file.toString().matches(".*optimized-.*onnx"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.size(optimized)).isBetween(100_000L, 3_000_000L);
      }
    }
  }
}
