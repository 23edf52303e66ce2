package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunManifestTest {
  private static final SortedMap<String, String> MADE_BY = new TreeMap<>();

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aRunThatGoesOnStillHoldsItAgainstOtherProcesses() throws Exception {
    Path file = folder.resolve("index.manifest");
    try (RunManifest manifest = RunManifest.open(file)) {
      manifest.start(MADE_BY);
      assertThat(inAnotherProcess(file)).isEqualTo("held");
    }
    assertThat(inAnotherProcess(file)).isEqualTo("free");

    List<ManifestLine> lines = new ArrayList<>();
    try (RunManifest manifest = RunManifest.open(file)) {
      assertThat(manifest.goOn(MADE_BY, lines::add)).isTrue();
      assertThat(inAnotherProcess(file)).isEqualTo("held");
    }
  }

  private static String inAnotherProcess(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ManifestLockMain.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
