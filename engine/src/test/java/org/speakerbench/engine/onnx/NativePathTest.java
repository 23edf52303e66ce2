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

  private Process start(Path cache, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(temp.resolve("tmp")));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadedMain.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
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
