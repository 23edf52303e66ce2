package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.CamGraph.Pooling;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.PluginDialect;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.spec.KnownModel;

class TunedGraphTest {
  private static final Features FRAMES = CamGraph.noise(13, CamGraph.CHANNELS, 1);
  private static final SessionSettings TUNED = SessionSettings.DEFAULT.with(GraphForm.TUNED);

  @TempDir Path folder;
  private final CamGraph cam = new CamGraph(11, Pooling.PAD_IN_FRONT);
  private Path own;
  private Path cache;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    own = Files.createDirectory(folder.resolve("own"));
    cache = folder.resolve("cache");
    model = Files.write(own.resolve("cam.onnx"), cam.bytes());
  }

  private OpenSession open() throws Exception {
    return TunedGraph.in(() -> cache, model).open(TUNED);
  }

  private void answersTuned() throws Exception {
    answers(GraphForm.TUNED);
  }

  private void answers(GraphForm form) throws Exception {
    try (OpenSession session = open()) {
      assertThat(session.graph()).isEqualTo(form);
      assertAnswer(session);
    }
  }

  private void assertAnswer(OpenSession session) throws Exception {
    ModelSignature signature = ModelSignature.of(session.session(), KnownModel.file("cam"), model);
    try (IoBuffers buffers = new IoBuffers(signature, false)) {
      buffers.start(1, FRAMES.frames(), FRAMES.bins());
      buffers.put(FRAMES, MeanNormalization.NONE);
      assertThat(buffers.run(session.session())[0])
          .containsExactly(cam.expected(FRAMES), within(1e-4f));
    }
  }

  private static List<Path> files(Path in, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(in)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .filter(file -> !file.toString().contains(".optimized-"))
          .sorted()
          .toList();
    }
  }

  private Path kept() throws IOException {
    assertThat(files(cache, ".onnx")).hasSize(1);
    return files(cache, ".onnx").get(0);
  }

  /** The passes for OpenVINO are no gain in float32. */
  @ParameterizedTest
  @CsvSource({"OPENVINO, F32, PORTABLE", "OPENVINO, BF16, OPENVINO", "OTHER, BF16, PORTABLE"})
  void thePassesAreThoseForTheProviderAndItsPrecision(
      PluginDialect dialect, ComputePrecision precision, Target target) {
    assertThat(TunedGraph.passes(dialect, precision)).isEqualTo(Passes.of(target));
  }

  @Test
  void itIsMadeOnceAndNothingIsWrittenBesideTheModel() throws Exception {
    answersTuned();
    Path graph = kept();
    assertThat(OnnxModel.read(graph).metadata()).containsKey(Tuning.MARK);
    FileTime made = Files.getLastModifiedTime(graph);
    answersTuned();
    assertThat(Files.getLastModifiedTime(graph)).isEqualTo(made);
    assertThat(own).isDirectoryContaining("glob:**/cam.onnx");
    assertThat(files(own, "")).hasSize(2); // the folder and the model
    assertThat(files(cache, ".tmp")).isEmpty();
  }

  @Test
  void anotherModelOfTheSameNameIsTunedAnew() throws Exception {
    answersTuned();
    byte[] other = new CamGraph(13, Pooling.COUNTED).bytes();
    Files.write(model, other);
    answersTuned();
    assertThat(files(cache, ".onnx")).hasSize(2);
    Files.write(own.resolve("copy.onnx"), other);
    try (OpenSession copy = TunedGraph.in(() -> cache, own.resolve("copy.onnx")).open(TUNED)) {
      assertThat(copy.graph()).isEqualTo(GraphForm.TUNED);
    }
    assertThat(files(cache, ".onnx")).hasSize(2); // by what is in it, not by where it is
  }

  @Test
  void damageIsNoticedAndRepaired() throws Exception {
    answersTuned();
    Path graph = kept();
    byte[] whole = Files.readAllBytes(graph);
    Files.writeString(graph, "cut");
    answersTuned();
    assertThat(graph).hasBinaryContent(whole);

    FileTime time = Files.getLastModifiedTime(graph);
    Files.write(graph, new byte[whole.length]);
    Files.setLastModifiedTime(graph, time); // its stamp holds, and it does not load
    for (Path optimized : optimized(graph)) {
      Files.delete(optimized);
    }
    answersTuned();
    assertThat(graph).hasBinaryContent(whole);
  }

  private static List<Path> optimized(Path graph) throws IOException {
    try (Stream<Path> files = Files.list(graph.getParent())) {
      return files.filter(file -> file.toString().contains(".optimized-")).toList();
    }
  }

  @Test
  void whereNothingCanBeWrittenItIsMadeInMemory() throws Exception {
    Files.writeString(cache, "a file");
    answersTuned();
    assertThat(cache).hasContent("a file");
  }

  @Test
  void whereNothingMatchesTheModelRunsAsItIsAndThatIsSaid() throws Exception {
    Files.write(model, TinyOnnx.mean(List.of("batch", "frames", 4)).bytes());
    for (int i = 0; i < 2; i++) { // the second time nothing is looked for
      String log =
          LogCapture.of(
              () -> {
                try (OpenSession session = open()) {
                  assertThat(session.graph()).isEqualTo(GraphForm.OFFICIAL);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(log)
          .contains("cam.onnx is not tuned and runs as its file has it: no pass matches");
    }
    assertThat(files(cache, ".onnx")).isEmpty();
  }

  @Test
  void severalAtOnceMakeItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> one =
          () -> {
            answersTuned();
            return null;
          };
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(8, one))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    kept();
  }

  @Test
  void twoVersionsAreKept() throws IOException {
    for (int version = 1; version <= 3; version++) {
      TunedFiles files =
          new TunedFiles(
              model,
              "contents",
              Passes.of(Target.CPU),
              version,
              Provider.CPU,
              model,
              any -> Optional.empty());
      Path graph = files.ensure().orElseThrow();
      Files.writeString(own.resolve(graph.getFileName() + ".optimized-1.onnx"), "graph of it");
      String stamp = graph.getFileName().toString().replaceFirst("\\.onnx$", ".stamp");
      Files.setLastModifiedTime(own.resolve(stamp), FileTime.fromMillis(version * 1000L));
    }
    assertThat(files(own, ".stamp")).hasSize(2);
    try (Stream<Path> all = Files.list(own)) {
      assertThat(all.filter(file -> file.toString().endsWith(".optimized-1.onnx"))).hasSize(2);
    }
    assertThat(model).exists();
  }

  @Test
  void aFormThatAnswersOtherwiseIsNeitherKeptNorRun() throws IOException {
    TunedFiles files =
        new TunedFiles(
            model,
            "contents",
            Passes.of(Target.CPU),
            1,
            Provider.CPU,
            model,
            any -> Optional.of("it is off"));
    assertThat(files.ensure()).isEmpty();
    assertThat(files.whyNot()).isEqualTo("it is off");
    assertThat(files(own, ".stamp")).hasSize(1);
    assertThat(files(own, ".weights")).isEmpty();
    assertThat(files.ensure()).as("it is not made again").isEmpty();
  }

  @Test
  void otherAnswersAreSeen() throws OrtException {
    Path other = own.resolve("other.onnx");
    new CamGraph(11, CamGraph.Pooling.UNCOUNTED)
        .repeating(2 * CamGraph.SEGMENT)
        .model()
        .write(other);
    try (OpenSession one = OpenSession.of(model, SessionSettings.DEFAULT.options(), Remedy.NONE);
        OpenSession same = OpenSession.of(model, SessionSettings.DEFAULT.options(), Remedy.NONE);
        OpenSession two = OpenSession.of(other, SessionSettings.DEFAULT.options(), Remedy.NONE)) {
      assertThat(SameOutput.refusal(one, same)).isEmpty();
      assertThat(SameOutput.refusal(one, two).orElseThrow()).contains("relative L2");
    }
  }

  @Test
  void aTunedGraphNeedsNoRemedy() throws IOException {
    assertThat(RightGraph.of(model, "1.23.2").remedy()).isEqualTo(Remedy.WITHOUT_PAD_FUSION);
    TunedFiles files =
        new TunedFiles(
            model,
            "contents",
            Passes.of(Target.CPU),
            Passes.VERSION,
            Provider.CPU,
            model,
            any -> Optional.empty());
    assertThat(RightGraph.of(files.ensure().orElseThrow(), "1.23.2").remedy())
        .isEqualTo(Remedy.NONE);
  }

  @ParameterizedTest
  @CsvSource({"1.15.1, false", "1.16.0, true", "1.32.0, true", "1.33.0, false", "2.0.0, false"})
  void onlyReleasesThatWereTriedRunIt(String version, boolean tried) {
    assertThat(TriedReleases.refusal(version).isEmpty()).isEqualTo(tried);
  }
}
