package org.speakerbench.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FbankOptions;

class FbankProviderTest {
  private static final String MODULE = "jdk.incubator.vector";

  /** Standard output of a JVM that was started with some flags. */
  private static List<String> probe(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ProviderProbe.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  @Test
  void withoutTheModuleItIsPlainJava() throws Exception {
    String reason =
        "module jdk.incubator.vector is absent, expected java --add-modules jdk.incubator.vector";
    assertThat(probe()).containsExactly("vector: " + reason, "auto: plain Java: " + reason);
  }

  @Test
  void withoutTheCompilerItIsPlainJava() throws Exception {
    assertThat(probe("--add-modules", MODULE, "-XX:TieredStopAtLevel=1"))
        .contains("auto: plain Java: not C2: TieredStopAtLevel is 1");
    assertThat(probe("--add-modules", MODULE, "-Xint"))
        .anyMatch(line -> line.startsWith("auto: plain Java: this JVM only interprets"));
  }

  @Test
  void anUnknownNameIsRefused() {
    System.setProperty(FbankProvider.PROPERTY, "avx");
    try {
      assertThatThrownBy(() -> new Fbank(FbankOptions.STANDARD))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessage(
              "FBank provider (system property speakerbench.fbank): found avx, expected auto, plain or"
                  + " vector");
    } finally {
      System.clearProperty(FbankProvider.PROPERTY);
    }
  }

  @Test
  void thePropertyDecidesWhereTheCodeDoesNot() {
    assertThat(FbankProvider.configured()).isEqualTo(FbankProvider.AUTO);
    System.setProperty(FbankProvider.PROPERTY, "plain");
    try {
      assertThat(FbankProvider.configured()).isEqualTo(FbankProvider.PLAIN);
    } finally {
      System.clearProperty(FbankProvider.PROPERTY);
    }
  }
}
