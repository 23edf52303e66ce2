package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;

/** Runs a command of the program. Every answer is checked after it was timed. */
@State(Scope.Thread)
public class CommandStartState {
  /** In place of a configuration. */
  private static final String MODELS_OWN = "-";

  private static final String CLIP = "clip";

  /** {@code help} is that of the program; {@code extract} embeds one clip. */
  @Param({"help", "extract"})
  public String command;

  /** Zoo key, path of an ONNX file, or NAME=PATH. */
  @Param("campplus")
  public String model;

  /** The launcher; empty for the one two folders above the jar. */
  @Param("")
  public String launcher;

  private BenchClip clip;
  private ModelRef ref;
  private Path said;
  private Path embedding;
  private List<String> line;

  /** What the benchmark times: the process, to its end; its exit code. */
  public int timed() throws IOException, InterruptedException {
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start()
        .waitFor();
  }

  @Setup(Level.Trial)
  public void setUp(ClipState state) throws IOException, InterruptedException {
    clip = state.loaded;
    ref = ModelRef.parse(model);
    said = BenchFile.create(".log");
    Path folder = Files.createTempDirectory("speakerbench-");
    embedding = folder.resolve(CLIP + ".embedding");
    line = command.equals("help") ? List.of(program(), "--help") : extract(folder);
    timed();
    check();
    folder.toFile().deleteOnExit();
  }

  private String program() {
    Path program =
        launcher.isEmpty()
            ? Path.of(System.getProperty("java.class.path")).resolve("../../../speakerbench")
            : Path.of(launcher);
    program = program.toAbsolutePath().normalize(); // a jar is no folder to go up from
    if (!Files.isExecutable(program)) {
      throw new SpeakerbenchException(
          "launcher: found no " + program + ", expected the program (-p launcher=FILE)");
    }
    return program.toString();
  }

  private List<String> extract(Path folder) throws IOException {
    Path config = OwnFiles.fromProperties().config();
    Path scp = Files.writeString(BenchFile.create(".scp"), CLIP + " " + clip.writeWav() + "\n");
    return List.of(
        program(),
        "extract",
        "--zoo-dir=" + BenchZoo.fromProperty().directory().toAbsolutePath(),
        config == null ? MODELS_OWN : config.toString(),
        model,
        scp.toString(),
        BenchFile.create(".scp").toString(),
        folder.toString());
  }

  /** Holds what the process did against what it should; deletes it, that none counts twice. */
  @TearDown(Level.Invocation)
  public void check() throws IOException {
    String text = Files.readString(said);
    if (command.equals("help")) {
      require(text.startsWith("Usage: speakerbench "), text);
    } else {
      require(Files.exists(embedding), text);
      AnswerCheck.embedding(clip.reference(ref), ExtractionState.read(embedding), ref, clip.name());
      Files.delete(embedding);
    }
  }

  private void require(boolean done, String text) {
    if (!done) {
      throw new SpeakerbenchException(
          "the command " + command + " was not done: " + text.lines().reduce("", (a, b) -> b));
    }
  }
}
