package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.onnx.OnnxRuntime;

@DisabledOnOs(OS.WINDOWS)
class TelemetryTest {
  @TempDir Path home;

  @Test
  void noDatabaseIsWrittenAndChildrenKnow() throws Exception {
    assertThat(said("off")).endsWith("child 1\n");
    assertThat(home.resolve(".cache/Microsoft")).doesNotExist();
  }

  /** Whether it then writes one depends on the machine: findings/onnxruntime-java-telemetry.sh. */
  @Test
  void otherwiseNothingIsSet() throws Exception {
    assertThat(said("on")).endsWith("child\n");
  }

  private String said(String telemetry) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Djna.tmpdir=" + Files.createDirectories(home.resolve("jna")),
            Child.class.getName(),
            telemetry);
    Map<String, String> environment = builder.environment();
    environment.remove("ORT_DISABLE_TELEMETRY");
    environment.remove("XDG_CACHE_HOME");
    environment.put("HOME", home.toString());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** Loads ONNX Runtime and starts a process. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      if (args[0].equals("off")) {
        Telemetry.switchOff();
      }
      OnnxRuntime.environment();
      new ProcessBuilder("sh", "-c", "echo child $ORT_DISABLE_TELEMETRY")
          .inheritIO()
          .start()
          .waitFor();
    }
  }
}
