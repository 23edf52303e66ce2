package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process really loads. */
@EnabledOnOs(OS.LINUX)
class NativePathTest {
  private static final String EMBEDDING = "[2.0, 3.0, 4.0, 5.0]";

  @TempDir Path temp;

  @Test
  void processesLoadFromOneFolderAndLeaveTheTemporaryOneEmpty() throws Exception {
    Path cache = temp.resolve("cache");
    List<Process> processes = List.of(start(cache), start(cache), start(cache));
    for (Process process : processes) {
      List<String> said = said(process);
      assertThat(said).hasSize(4);
      assertThat(said.get(1)).isEqualTo("null");
      assertThat(said.subList(2, 4))
          .allMatch(file -> file.startsWith(cache + "/speakerbench/onnxruntime/linux-"));
    }
    assertThat(files(temp.resolve("tmp"))).isEmpty();
  }

  @Test
  void aFolderOfTheUsersWins() throws Exception {
    Path cache = temp.resolve("cache");
    Path folder = NativePath.inCache(cache).orElseThrow();
    Path own = Files.createDirectory(temp.resolve("own"));
    for (String file : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
      Files.copy(folder.resolve(file), own.resolve(file));
    }
    List<String> said = said(start(cache, "-D" + NativePath.PROPERTY + "=" + own));
    assertThat(said.get(1)).isEqualTo(own.toString());
    assertThat(said.subList(2, 4)).allMatch(file -> file.startsWith(own + "/"));
  }

  @Test
  void whereNothingCanBeKeptOnnxRuntimeUnpacks() throws Exception {
    Path cache = Files.writeString(temp.resolve("cache"), "a file");
    List<String> said = said(start(cache));
    assertThat(said).hasSize(4);
    assertThat(said.subList(2, 4)).allMatch(file -> file.startsWith(temp + "/tmp/onnxruntime-"));
  }

  @Test
  void eachClassLoaderGetsLibrariesOfItsOwn() throws Exception {
    for (int run = 0; run < 2; run++) { // with nothing in the cache, and with all
      assertThat(said(start(temp.resolve("cache"), ClassLoadersMain.class, model())))
          .containsExactly(EMBEDDING, EMBEDDING, EMBEDDING, "1 output");
    }
    assertThat(files(temp.resolve("tmp"))).isEmpty();
  }

  @Test
  void anApplicationMayMakeItsEnvironmentBefore() throws Exception {
    List<String> said =
        said(start(temp.resolve("cache"), EnvironmentMain.class, "before", model()));
    assertThat(said).hasSize(3).startsWith(EMBEDDING);
    assertThat(said.get(1)).contains("name=application", "LEVEL_ERROR");
  }

  @Test
  void oneThatComesAfterFindsTheDefaultsOfOnnxRuntime() throws Exception {
    List<String> said = said(start(temp.resolve("cache"), EnvironmentMain.class, "after", model()));
    assertThat(said).hasSize(3).startsWith(EMBEDDING);
    assertThat(said.get(1)).contains("name=ort-java", "LEVEL_WARNING");
  }

  private String model() throws IOException {
    TinyOnnx model = TinyOnnx.mean(List.of("batch", "frames", 4));
    return Files.write(temp.resolve("tiny.onnx"), model.bytes()).toString();
  }

  private Process start(Path cache, String... options) throws IOException {
    return start(cache, List.of(options), LoadedMain.class);
  }

  private Process start(Path cache, Class<?> main, String... arguments) throws IOException {
    return start(cache, List.of(), main, arguments);
  }

  private Process start(Path cache, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(temp.resolve("tmp")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder.start();
  }

  private static List<String> said(Process process) throws Exception {
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }

  private static List<File> files(Path folder) {
    List<File> files = new ArrayList<>();
    for (File entry : folder.toFile().listFiles()) {
      files.addAll(List.of(entry.isDirectory() ? entry.listFiles() : new File[] {entry}));
    }
    return files;
  }
}
