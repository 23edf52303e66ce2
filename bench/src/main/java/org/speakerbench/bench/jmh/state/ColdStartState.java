package org.speakerbench.bench.jmh.state;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;

/** Times a process that embeds one clip. Every answer is checked after it was timed. */
@State(Scope.Thread)
public class ColdStartState extends ModelParams {
  private static final long EXIT_SECONDS = 60;

  private BenchClip clip;
  private ModelRef ref;
  private Path log;
  private List<String> command;
  private Process process;
  private String answer;

  /** What the benchmark times; the line that the process printed, or null if it gave none. */
  public String timed() throws IOException {
    process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    do {
      answer = out.readLine();
    } while (answer != null && !ColdAnswer.isAnswer(answer));
    return answer;
  }

  @Setup(Level.Trial)
  public void setUp(ClipState state) throws IOException, InterruptedException {
    clip = state.loaded;
    ref = ModelRef.parse(model);
    log = BenchFile.create(".log");
    command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + BenchZoo.PROPERTY + "=" + BenchZoo.fromProperty().directory().toAbsolutePath(),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            absolute(System.getProperty("java.class.path")),
            FirstEmbedding.class.getName(),
            model,
            Integer.toString(intraOpThreads),
            clip.writeWav().toString());
    timed();
    check();
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        List.of(classPath.split(File.pathSeparator)).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /** Waits for the end of the process and holds its answer against the reference. */
  @TearDown(Level.Invocation)
  public void check() throws IOException, InterruptedException {
    if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw failed("it did not end");
    }
    if (answer == null) {
      List<String> said =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      throw failed(said.isEmpty() ? "it said nothing" : said.get(said.size() - 1));
    }
    ColdAnswer parsed = ColdAnswer.parse(answer);
    AnswerCheck.embedding(
        clip.reference(ref), parsed.embedding(), ref.name() + " on " + clip.name());
    ColdAnswers.add(parsed);
  }

  private SpeakerbenchException failed(String reason) {
    return new SpeakerbenchException(
        "the process that embeds "
            + clip.name()
            + " with "
            + ref.name()
            + " gave no embedding: "
            + reason);
  }
}
