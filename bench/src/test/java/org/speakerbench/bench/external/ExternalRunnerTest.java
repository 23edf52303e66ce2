package org.speakerbench.bench.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.BenchZoo;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.jmh.state.SmallPack;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellRunner;
import org.speakerbench.bench.measure.ForkFailedException;
import org.speakerbench.bench.measure.Grids;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.Programs;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/** Outside programs for real: shell scripts, and our own extractor in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class ExternalRunnerTest {
  private static final ModelRef CAMPPLUS = new ModelRef("campplus", null);
  private static final String ARGUMENTS = " {config} {model} {scp} {embedding_scp} {out}";

  /** Answers every utterance with the file ANSWER, 20 ms each, after a start of 60 ms. */
  private static final String SCRIPT =
      """
      sleep 0.06
      while read -r utterance wav; do
        sleep 0.02
        cp "$ANSWER" "$5/$utterance.embedding"
        echo "$utterance $5/$utterance.embedding" >> "$4"
      done < "$3"
      """;

  @TempDir private Path folder;
  private ExternalRunner runner;
  private OwnFiles own = OwnFiles.NONE;
  private List<ModelRef> models = List.of(CAMPPLUS);

  @AfterEach
  void close() throws IOException {
    if (runner != null) {
      runner.close();
    }
  }

  @Test
  void ourOwnExtractorAgreesAsAnOutsideProgram() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String main = "org.speakerbench.bench.Speakerbench extract";

    IterationData iteration =
        only(run("java", java + " -cp '" + classPath + "' " + main + ARGUMENTS, CAMPPLUS));

    assertThat(iteration.extras().verified()).isTrue();
    assertThat(iteration.extras().cosine()).isGreaterThan(0.999999);
    assertThat(iteration.operations()).isGreaterThanOrEqualTo(2);
  }

  /** A clip of 20 ms: that of 60 ms to start is not in it, nor is a list's time undivided. */
  @Test
  void startCancelsAndTheRestIsPerClip() throws Exception {
    CellRunner.Fork fork = run("script", script(SCRIPT, golden()), CAMPPLUS);

    IterationData iteration = only(fork);
    assertThat(iteration.fork()).isEqualTo(7);
    assertThat(iteration.phase()).isEqualTo(Phase.MEASURED);
    assertThat(iteration.samples()).hasSize(1);
    assertThat(iteration.samples().get(0).count()).isEqualTo(1);
    assertThat(iteration.samples().get(0).valueMs()).isGreaterThanOrEqualTo(15);
    assertThat(iteration.extras().verified()).isTrue();
    assertThat(iteration.extras().cosine()).isGreaterThan(0.999999);
    assertThat(iteration.extras().peakRssMb()).isNaN();
  }

  /** A wrong program has a row all the same; one wrong answer among many is seen. */
  @Test
  void oneWrongEmbeddingIsNotHiddenByTheOthers() throws Exception {
    float[] wrong = golden();
    wrong[0] += 1;
    Path other = embedding("wrong.txt", wrong);
    String sabotage =
        SCRIPT
            + "if [ -s \"$5/utterance-3.embedding\" ]; then cp '"
            + other
            + "' \"$5/utterance-3.embedding\"; fi\n";

    IterationData iteration = only(run("script", script(sabotage, golden()), CAMPPLUS));

    assertThat(iteration.extras().verified()).isFalse();
    assertThat(iteration.extras().cosine()).isBetween(0.1, 0.9999);
  }

  @Test
  void aModelFileHasNoReference() throws Exception {
    Path path = MaximumModel.write(folder.resolve("it's.onnx"), "batch", 80);
    ModelRef file = new ModelRef("mine", path);
    models = List.of(file);
    String reads = "grep -q maximum \"$2\" || exit 9\n" + SCRIPT;

    IterationData iteration = only(run("script", script(reads, new float[] {1, 2}), file));

    assertThat(iteration.extras().verified()).isFalse();
    assertThat(iteration.extras().cosine()).isNaN();
  }

  @Test
  void theProgramGetsTheFrontEndOfTheRun() throws Exception {
    Path config = SmallPack.config(folder.resolve("own.json"), 80);
    Files.writeString(
        config, Files.readString(config).replace("\"dither\":0.0", "\"dither\":1e-5"));
    own = new OwnFiles(config, null);
    Path kept = folder.resolve("kept.json");

    run("script", script("cp \"$1\" '" + kept + "'\n" + SCRIPT, golden()), CAMPPLUS);

    assertThat(FbankConfig.read(kept)).isEqualTo(FbankConfig.read(config));
    assertThat(FbankConfig.read(kept).frame().dither()).isEqualTo(1e-5);
  }

  /** Models of one run have front ends of their own; so have the files that their programs get. */
  @Test
  void theProgramGetsTheFrontEndOfEachModel() throws Exception {
    ModelRef telephone = model("t", "'fbank':{'FrameExtractionOptions':{'sample_freq':8000}}");
    ModelRef wespeaker = model("w", "'framework':'wespeaker'");
    ProgramConfig config =
        new ProgramConfig(
            List.of(new ExternalProgram("cpp", "x" + ARGUMENTS), program("own")),
            OwnFiles.NONE,
            List.of(CAMPPLUS, telephone, wespeaker));

    assertThat(read(config, "campplus")).isEqualTo(FbankOptions.STANDARD);
    assertThat(read(config, "t").sampleRateHz()).isEqualTo(8000);
    assertThat(read(config, "w")).isEqualTo(wespeaker.spec().frontEnd().fbank());
    assertThat(config.text("t")).doesNotContain("sample_scale");
    assertThat(config.note(cell("cpp", wespeaker).work()))
        .contains("{config} says sample_scale 32768, which a program may not know");
    assertThat(config.note(cell("own", wespeaker).work())).isEmpty();
    assertThat(config.note(cell("cpp", telephone).work())).isEmpty();
    assertThat(config.note(cell(Work.SPEAKERBENCH, wespeaker).work())).isEmpty();
  }

  /** Only of a program that asks for the file is it known that it lacks something. */
  @Test
  void aFrontEndThatTheFileCannotSayIsRefusedBeforeTheRun() throws Exception {
    ModelRef model = model("m", "'mean_normalization':'none'");
    models = List.of(model);
    runner = runner("script", script(SCRIPT, golden()));
    Cell cell = cell("script", model);

    assertThatThrownBy(() -> runner.check(cell))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "--external script: the front end of model m has mean_normalization none, which"
                + " {config} cannot say, expected a command without {config} that has the front end"
                + " of the model itself");
    runner.close();
    runner = runner("script", script(SCRIPT, golden()).replace("{config}", "none"));
    runner.check(cell);
  }

  private static ExternalProgram program(String name) {
    return new ExternalProgram(name, "x {model} {scp} {embedding_scp}");
  }

  private FbankOptions read(ProgramConfig config, String model) throws IOException {
    return FbankConfig.read(Files.writeString(folder.resolve("read.json"), config.text(model)));
  }

  private ModelRef model(String name, String sidecar) throws IOException {
    Path file = MaximumModel.write(folder.resolve(name + ".onnx"), "batch", 80);
    Files.writeString(
        folder.resolve(name + ".speakerbench.json"),
        "{'schema':1,".replace('\'', '"') + sidecar.replace('\'', '"') + "}");
    return new ModelRef(name, file);
  }

  @Test
  void theProgramGetsTheClipAndTheStandardFrontEnd() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    String copies =
        "cp \"$1\" \"$3\" '"
            + kept
            + "'\n"
            + "read -r utterance wav < \"$3\"; cp \"$wav\" '"
            + kept
            + "/clip.wav'\n"
            + SCRIPT;

    run("script", script(copies, golden()), CAMPPLUS);

    assertThat(FbankConfig.read(kept.resolve("fbank_config.json")))
        .isEqualTo(FbankOptions.STANDARD);
    assertThat(WavReader.read(kept.resolve("clip.wav")).samples())
        .isEqualTo(GoldenPack.embedded().clip(BenchClip.DEFAULT).samples());
    assertThat(Files.readAllLines(kept.resolve("wav.scp"))).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void whatAProgramDoesWrongIsTold() throws Exception {
    refused("exit 5", "exit code 5, expected 0");
    refused("true", "it wrote no {embedding_scp}");
    refused(
        "head -n 1 \"$3\" > one; " + SCRIPT.replace("done < \"$3\"", "done < one"),
        "found no utterance utterance-2 in its {embedding_scp} of 1, expected all 3");
    refused("ANSWER=/dev/null\n" + SCRIPT, "embedding of utterance-1: found an empty file");
    refused("echo 1 2 3 > three; ANSWER=three\n" + SCRIPT, "found 3 values, expected 512");
  }

  /** Two lengths without a reference to tell the right one. */
  @Test
  void embeddingsOfOneModelHaveOneLength() {
    assertThatThrownBy(
            () ->
                Agreement.of(
                    Optional.empty(), new TreeMap<>(Map.of("a", new float[2], "b", new float[3]))))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageContaining("embedding of b: found 3 values, expected 2");
  }

  @Test
  void aCommandThatCannotWorkIsToldBeforeTheRun() throws Exception {
    Cell cell = cell("script", CAMPPLUS);
    runner = runner("script", script("echo no libonnxruntime; exit 127", golden()));

    assertThatThrownBy(() -> runner.check(cell))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "--external script campplus extract: exit code 127, expected 0;"
                + " the last line that it printed: no libonnxruntime");
  }

  @Test
  void nothingIsLeftBehindAndNoPathIsTold() throws Exception {
    Set<Path> before = workFolders();
    runner = runner("script", script("echo cannot read \"$3\"; exit 1", golden()));
    assertThat(workFolders()).hasSize(before.size() + 1);

    assertThatThrownBy(() -> runner.run(cell("script", CAMPPLUS), 1))
        .hasMessageContaining("cannot read run/wav.scp");
    runner.close();
    runner = null;

    assertThat(workFolders()).isEqualTo(before);
  }

  @Test
  void otherWorkIsNotForIt() throws Exception {
    runner = runner("script", script(SCRIPT, golden()));
    Work extract = cell("script", CAMPPLUS).work();
    Work infer = new Work("script", Scenario.SINGLE_STREAM, Stage.INFER, "campplus", 1, 1, 1, 3000);

    assertThatThrownBy(() -> runner.run(new Cell(infer, CAMPPLUS), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> runner.run(new Cell(extract.by("other"), CAMPPLUS), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Later lists are answered by a copy: longer ones take no longer. */
  @Test
  void aProgramThatDoesNotWorkPerClipHasNoTimePerClip() throws Exception {
    String idle =
        """
        sleep 0.$(grep -c utterance-2 "$3" | tr 01 61)
        sed "s|wav$|x|; s| .*| $ANSWER|" "$3" > "$4"
        """;

    refused(idle, "clips took no longer than one, expected them to");
  }

  private void refused(String text, String sentence) throws Exception {
    assertThatThrownBy(() -> run("script", script(text, golden()), CAMPPLUS))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageContaining(sentence);
  }

  private CellRunner.Fork run(String name, String command, ModelRef model) throws Exception {
    close();
    runner = runner(name, command);
    return runner.run(cell(name, model), 7);
  }

  private ExternalRunner runner(String name, String command) throws IOException {
    RtfSettings settings =
        new RtfSettings(
            models,
            BenchClip.DEFAULT,
            own,
            Grids.of(3000, Stage.EXTRACT),
            Programs.ALONE,
            Profile.SMOKE,
            1,
            0.02,
            zoo());
    return new ExternalRunner(
        List.of(new ExternalProgram(name, command)), settings, Duration.ofMinutes(2));
  }

  private static Cell cell(String name, ModelRef model) {
    return new Cell(
        new Work(name, Scenario.SINGLE_STREAM, Stage.EXTRACT, model.name(), 1, 1, 1, 3000), model);
  }

  /** A command that runs a script in the test's folder, in which the answer is known. */
  private String script(String text, float[] answer) throws IOException {
    Path script = Files.writeString(folder.resolve("script.sh"), text);
    Path file = embedding("answer.txt", answer);
    return "cd '" + folder + "' && ANSWER='" + file + "' sh '" + script + "'" + ARGUMENTS;
  }

  private Path embedding(String name, float[] values) throws IOException {
    StringBuilder text = new StringBuilder();
    for (float value : values) {
      text.append(String.format(Locale.ROOT, "%.6g ", value));
    }
    return Files.writeString(folder.resolve(name), text.append('\n'));
  }

  private static float[] golden() {
    return GoldenPack.embedded()
        .endToEnd(BenchClip.DEFAULT, "campplus")
        .orElseThrow()
        .expected()
        .clone();
  }

  private static IterationData only(CellRunner.Fork fork) {
    assertThat(fork.iterations()).hasSize(1);
    return fork.iterations().get(0);
  }

  private static Zoo zoo() {
    String folder = System.getProperty(BenchZoo.PROPERTY);
    return folder == null ? Zoo.inCacheFolder() : new Zoo(Path.of(folder));
  }

  private static Set<Path> workFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("speakerbench-external-"))
          .collect(Collectors.toSet());
    }
  }
}
