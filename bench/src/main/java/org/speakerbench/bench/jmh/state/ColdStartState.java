package org.speakerbench.bench.jmh.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * Times a process that embeds one clip. Every answer is checked after it was timed. If asked by
 * {@link #EMBEDDINGS_PROPERTY}, set-up starts another one first, which is not timed and tells of
 * its memory.
 */
@State(Scope.Thread)
public class ColdStartState extends ModelParams {
  /**
   * System property: how many embeddings the process makes that tells of its memory; 0 for none.
   */
  public static final String EMBEDDINGS_PROPERTY = "speakerbench.memory.embeddings";

  /**
   * A heap that holds what the library needs for one clip after the other, and no more: what is
   * resident is then the model's, whatever the machine's default heap is.
   */
  private static final List<String> SMALL_HEAP = List.of("-Xms64m", "-Xmx64m", "-XX:+UseSerialGC");

  private static final long EXIT_SECONDS = 60;

  private final JvmCrash crash = JvmCrash.watch();
  private BenchClip clip;
  private ModelRef ref;
  private Path log;
  private List<String> command;
  private Process process;
  private BufferedReader out;
  private String answer;

  /** What the benchmark times; the line that the process printed, or null if it gave none. */
  public String timed() throws IOException {
    start(command);
    return answer;
  }

  private void start(List<String> line) throws IOException {
    process = new ProcessBuilder(line).redirectError(log.toFile()).start();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    answer = lineThat(ColdAnswer::isAnswer);
  }

  private String lineThat(Predicate<String> isWanted) throws IOException {
    String line;
    do {
      line = out.readLine();
    } while (line != null && !isWanted.test(line));
    return line;
  }

  @Setup(Level.Trial)
  public void setUp(ClipState state) throws IOException, InterruptedException {
    clip = state.loaded;
    ref = ref();
    log = BenchFile.create(".log");
    String wav = clip.writeWav().toString();
    EmbeddingProcess embed = EmbeddingProcess.of(ref, intraOpThreads).watchedBy(crash);
    command = embed.command(List.of(), List.of(wav));
    int embeddings = Integer.getInteger(EMBEDDINGS_PROPERTY, 0);
    if (embeddings > 0) {
      start(embed.command(SMALL_HEAP, List.of(wav, Integer.toString(embeddings))));
      String told = lineThat(MemoryAnswer::isAnswer);
      check();
      ColdAnswers.memory(MemoryAnswer.parse(told));
    } else {
      timed();
      check();
    }
  }

  /** Waits for the end of the process and holds its answer against the reference. */
  @TearDown(Level.Invocation)
  public void check() throws IOException, InterruptedException {
    if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw failed("it did not end");
    }
    Optional<String> crashed = crash.reason(process.exitValue());
    if (crashed.isPresent()) { // at its end, too, when it had answered
      throw new SpeakerbenchException(process() + " " + crashed.get());
    }
    if (answer == null) {
      throw failed(EmbeddingProcess.lastLine(log));
    }
    ColdAnswer parsed = ColdAnswer.parse(answer);
    CpuAnswer.check(clip, parsed.embedding(), ref);
    ColdAnswers.add(parsed);
  }

  private SpeakerbenchException failed(String reason) {
    return new SpeakerbenchException(process() + " gave no embedding: " + reason);
  }

  private String process() {
    return "the process that embeds " + clip.name() + " with " + ref.label();
  }
}
