package org.speakerbench.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.internal.SplitMix64;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.ModelKind;

class ZooTest {
  private static final String KEY = "campplus";
  private static final Path ASSETS =
      Path.of("../assets/src/main/resources/org/speakerbench/assets/zoo");

  @TempDir Path folder;

  private Path weights() {
    return folder.resolve(KEY).resolve("campplus.weights");
  }

  @Test
  void splitMixGivesThePublishedSequence() {
    SplitMix64 random = new SplitMix64(1234567);
    // Test values of the reference implementation for this seed.
    assertThat(random.next()).isEqualTo(6457827717110365317L);
    assertThat(random.next()).isEqualTo(3203168211198807973L);
    assertThat(random.next()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void weightsHaveTheHashThatPythonRecorded() throws IOException {
    Zoo zoo = new Zoo(folder);
    Path graph = zoo.materialize(KEY);
    assertThat(graph).hasFileName("campplus.onnx");
    assertThat(Sha256.of(weights())).isEqualTo(Zoo.model(KEY).weightsSha256());
    assertThat(zoo.verify(KEY)).isEmpty();
    try (Stream<Path> files = Files.list(graph.getParent())) {
      assertThat(files.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".campplus.lock", "campplus.onnx", "campplus.stamp", "campplus.weights");
    }
    try (EmbeddingModel model = zoo.open(KEY, SessionSettings.DEFAULT)) {
      assertThat(model.embeddingDim()).isEqualTo(512);
      assertThat(model.spec().kind()).isEqualTo(ModelKind.SYNTHETIC);
    }
  }

  @Test
  void filesThatAreThereAreNotTouchedAgain() throws IOException {
    Zoo zoo = new Zoo(folder);
    zoo.materialize(KEY);
    FileTime before = Files.getLastModifiedTime(weights());
    zoo.materialize(KEY);
    assertThat(Files.getLastModifiedTime(weights())).isEqualTo(before);
  }

  @Test
  void damageIsNoticedAndRepaired() throws IOException {
    Zoo zoo = new Zoo(folder);
    zoo.materialize(KEY);
    try (RandomAccessFile file = new RandomAccessFile(weights().toFile(), "rw")) {
      file.seek(1_000_000);
      file.write(file.read() ^ 1);
    }
    Files.setLastModifiedTime(weights(), FileTime.fromMillis(1_000_000_000_000L));
    assertThat(zoo.verify(KEY).orElseThrow()).contains("campplus.weights has SHA-256");
    zoo.materialize(KEY);
    assertThat(zoo.verify(KEY)).isEmpty();

    Files.write(weights(), new byte[100]);
    assertThat(zoo.verify(KEY).orElseThrow()).contains("has 100 bytes, expected 28357760");
    zoo.materialize(KEY);
    assertThat(zoo.verify(KEY)).isEmpty();

    Files.delete(folder.resolve(KEY).resolve("campplus.onnx"));
    assertThat(zoo.verify(KEY).orElseThrow()).contains("campplus.onnx is missing");
    zoo.materialize(KEY);
    assertThat(zoo.verify(KEY)).isEmpty();
  }

  @Test
  void aTouchedFileIsHashedAndKept() throws IOException {
    Zoo zoo = new Zoo(folder);
    zoo.materialize(KEY);
    FileTime touched = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(weights(), touched);
    zoo.materialize(KEY);
    assertThat(Files.getLastModifiedTime(weights())).isEqualTo(touched);
  }

  @Test
  void concurrentCallsDoNotCollide() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Path> task = () -> new Zoo(folder).materialize(KEY);
      List<Future<Path>> results = pool.invokeAll(List.of(task, task, task, task));
      for (Future<Path> result : results) {
        assertThat(result.get()).isRegularFile();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(new Zoo(folder).verify(KEY)).isEmpty();
  }

  @Test
  void processesDoNotCollide() throws Exception {
    ProcessBuilder builder = materializeMain(System.getProperty("java.class.path")).inheritIO();
    List<Process> processes = List.of(builder.start(), builder.start(), builder.start());
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(new Zoo(folder).verify(KEY)).isEmpty();
  }

  private ProcessBuilder materializeMain(String classPath) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        classPath,
        MaterializeMain.class.getName(),
        KEY,
        folder.toString());
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path model = Files.createDirectories(folder.resolve(KEY));
    Path leftover = Files.write(model.resolve(".campplus.weights.abc123.tmp"), new byte[1000]);
    Path other = Files.write(model.resolve(".other.weights.abc123.tmp"), new byte[1000]);
    new Zoo(folder).materialize(KEY);
    assertThat(leftover).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemThatTakesNoFilesIsOneSentence() {
    assertThatThrownBy(() -> new Zoo(Path.of("/proc/speakerbench")).materialize(KEY))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("cannot make model campplus (28 MB) below /proc/speakerbench");
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(() -> new Zoo(file).materialize(KEY))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("cannot make model campplus (28 MB) below " + file)
        .hasMessageContaining("(new Zoo(Path) chooses another)");
  }

  @Test
  void theIndexListsTheFilesOfTheAssets() throws IOException {
    List<String> files = new ArrayList<>(List.of("index.txt"));
    for (String key : Zoo.keys()) {
      files.addAll(List.of(key + ".json", key + ".onnx", key + ".import.json"));
    }
    try (Stream<Path> found = Files.list(ASSETS)) {
      assertThat(found.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files);
    }
  }

  @Test
  void withoutTheAssetsThereIsNoModel() throws Exception {
    String classPath =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.contains("assets"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process = materializeMain(classPath).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains(
            "model campplus found, expected the path of an ONNX file, or speakerbench-assets, which"
                + " has the zoo, on the class path");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void everyModelHasARecipeThatDescribesItsWeights() throws IOException {
    long bytes = 0;
    for (String key : Zoo.keys()) {
      ZooModel model = Zoo.model(key);
      assertThat(model.key()).isEqualTo(key);
      assertThat(model.known().featureBins()).isEqualTo(80);
      assertThat(model.weightsBytes())
          .isBetween(model.parameters() * 39 / 10, model.parameters() * 4);
      bytes += model.weightsBytes();
    }
    String size = BigDecimal.valueOf(bytes, 9).setScale(1, RoundingMode.CEILING) + " GB";
    assertThat(Path.of("../README.md"))
        .content()
        .contains("the weights of all models take " + size + " of the cache folder");
  }

  @Test
  void anUnknownKeyNamesTheKnownOnes() {
    assertThatThrownBy(() -> Zoo.model("camplus"))
        .hasMessage(
            "model camplus found (did you mean campplus?), expected one of "
                + String.join(", ", Zoo.keys())
                + " or the path of an ONNX file");
  }

  @Test
  void modelsAreNamedByKeyPathOrBoth() {
    assertThat(ModelRef.parse(KEY)).isEqualTo(new ModelRef(KEY, null));
    assertThat(ModelRef.parse("dir/my.onnx")).isEqualTo(new ModelRef("my", Path.of("dir/my.onnx")));
    assertThat(ModelRef.parse("mine=x.bin")).isEqualTo(new ModelRef("mine", Path.of("x.bin")));
    assertThat(ModelRef.parse("/data/run=3/my.onnx").file())
        .isEqualTo(Path.of("/data/run=3/my.onnx"));
    assertThat(ModelRef.parse("./campplus.onnx").name()).isEqualTo("campplus-file");
    assertThatThrownBy(() -> ModelRef.parse("x=")).hasMessageContaining("expected one of campplus");
    assertThat(ModelRef.parseList("campplus, eres2netv2")).hasSize(2);
    assertThatThrownBy(() -> ModelRef.parseList("campplus,campplus"))
        .hasMessageContaining("repeated");
    assertThat(ModelRef.parseList("mine=x.onnx, all"))
        .extracting(ModelRef::name)
        .startsWith("mine", "campplus")
        .endsWith("ecapa-tdnn", "resnet34", "res2net", "xvector")
        .hasSize(1 + Zoo.keys().size());
    assertThatThrownBy(() -> ModelRef.parseList("all,campplus"))
        .hasMessage("model campplus is repeated in all,campplus, expected each once");
    assertThatThrownBy(() -> ModelRef.parse("whisper"))
        .hasMessageContaining("expected one of campplus");
    assertThatThrownBy(() -> ModelRef.parseList("campplus,"))
        .hasMessageContaining("expected one of");
  }

  @Test
  void whatIsDeletedIsAllOfTheModelAndNothingElse() throws IOException {
    Zoo zoo = new Zoo(folder);
    assertThat(zoo.delete(KEY)).isZero();
    try (EmbeddingModel model = zoo.open(KEY, SessionSettings.DEFAULT)) {
      assertThat(model.spec().name()).isEqualTo(KEY);
    }
    Path others = Files.writeString(folder.resolve(KEY).resolve("notes.txt"), "mine");
    assertThat(zoo.delete(KEY)).isGreaterThan(Zoo.model(KEY).weightsBytes());
    assertThat(folder.resolve(KEY)).isDirectoryNotContaining("glob:**" + KEY + ".*");
    assertThat(others).exists();
    Files.delete(others);
    zoo.materialize(KEY);
    zoo.delete(KEY);
    assertThat(folder.resolve(KEY)).doesNotExist();
  }
}
