package org.speakerbench.bench.jmh.state;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * A JVM of its own that embeds a WAV file: the library of a plugin is in no other process then, and
 * what it crashes is no other's.
 *
 * @param properties what it is told besides
 */
public record EmbeddingProcess(ModelRef ref, int threads, List<String> properties, JvmCrash crash) {
  private static final long MINUTES = 10;

  /** With the properties of this JVM. */
  static EmbeddingProcess of(ModelRef ref, int threads) {
    List<String> properties = new ArrayList<>();
    properties.add(zoo(BenchZoo.fromProperty().directory()));
    for (String property :
        List.of("java.io.tmpdir", OnnxRuntime.LOG_PROPERTY, OwnFiles.CONFIG_PROPERTY)) {
      String value = System.getProperty(property);
      if (value != null) {
        properties.add("-D" + property + "=" + value);
      }
    }
    return new EmbeddingProcess(ref, threads, properties, JvmCrash.watch());
  }

  /** With others, as a fork has them. */
  public static EmbeddingProcess of(ModelRef ref, Path zoo, List<String> properties) {
    List<String> all = new ArrayList<>(properties);
    all.add(zoo(zoo));
    return new EmbeddingProcess(ref, 1, all, JvmCrash.watch());
  }

  private static String zoo(Path folder) {
    return "-D" + BenchZoo.PROPERTY + "=" + folder.toAbsolutePath();
  }

  EmbeddingProcess watchedBy(JvmCrash other) {
    return new EmbeddingProcess(ref, threads, properties, other);
  }

  /**
   * Embeds a file.
   *
   * @return [dim]
   * @throws SpeakerbenchException if it gives no embedding, also as it crashes: {@link
   *     JvmCrash#isIn} its message then
   */
  public float[] embed(Path wav) throws IOException, InterruptedException {
    Path log = BenchFile.create(".log");
    Process process =
        new ProcessBuilder(command(List.of(), List.of(wav.toAbsolutePath().toString())))
            .redirectError(log.toFile())
            .start();
    String answer;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      answer = out.lines().filter(ColdAnswer::isAnswer).reduce((first, last) -> last).orElse(null);
    }
    String failed = "model " + ref.label() + ", in a process of its own, ";
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new SpeakerbenchException(failed + "did not end");
    }
    Optional<String> crashed = crash.reason(process.exitValue());
    if (crashed.isPresent()) {
      throw new SpeakerbenchException(failed + crashed.get());
    }
    if (answer == null) {
      throw new SpeakerbenchException(failed + "gave no embedding: " + lastLine(log));
    }
    return ColdAnswer.parse(answer).embedding();
  }

  static String lastLine(Path log) throws IOException {
    List<String> said =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return said.isEmpty() ? "it said nothing" : said.get(said.size() - 1);
  }

  /**
   * The command line of a process.
   *
   * @param jvm flags of its JVM
   * @param last its arguments after model, threads, provider and precision
   */
  List<String> command(List<String> jvm, List<String> last) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm);
    line.addAll(crash.arguments());
    line.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    line.addAll(properties);
    line.add("-cp");
    line.add(absolute(System.getProperty("java.class.path")));
    line.add(FirstEmbedding.class.getName());
    line.add(ref.text());
    line.add(Integer.toString(threads));
    line.add(ref.provider().text());
    line.add(ref.provider().precision().toString());
    line.addAll(last);
    return line;
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        List.of(classPath.split(File.pathSeparator)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
