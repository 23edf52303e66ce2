package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.jmh.state.SmallPack;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/** What is wrong is found before weights are made: the zoo folder stays empty. */
class PreflightTest {
  @TempDir private Path folder;
  private final StringWriter messages = new StringWriter();

  @Test
  void anotherRateIsRefused() throws Exception {
    byte[] wav = GoldenPack.embedded().clip(BenchClip.DEFAULT).wavBytes();
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 8000).putInt(28, 16_000);
    Path file = folder.resolve("telephone.wav");
    Files.write(file, wav);

    refused(settings("campplus", file.toString(), 3000), "found 8000 Hz, expected 16000 Hz");
  }

  @Test
  void audioThatIsTooShortIsRefused() {
    refused(settings("campplus", BenchClip.DEFAULT, 24), "found 384 samples");
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws Exception {
    Path file = folder.resolve("text.onnx");
    Files.writeString(file, "no model");

    refused(settings("campplus,mine=" + file, BenchClip.DEFAULT, 3000), "text.onnx");
    refused(settings("mine=" + folder.resolve("none.onnx"), BenchClip.DEFAULT, 3000), "none.onnx");
  }

  @Test
  void aBatchThatAModelDoesNotTakeIsRefused() throws Exception {
    Path one = MaximumModel.write(folder.resolve("one.onnx"), 1, 80);
    Path any = MaximumModel.write(folder.resolve("any.onnx"), "batch", 80);

    refused(
        own(OwnFiles.NONE, grid(3000, 1, 4), "any=" + any + ",one=" + one),
        "one.onnx): found a batch of 4, expected 1: it was exported with a fixed batch size");
    assertThat(models(own(OwnFiles.NONE, grid(3000, 1, 4), "any=" + any))).containsExactly("any");
    assertThat(models(own(OwnFiles.NONE, grid(3000, 1), "one=" + one))).containsExactly("one");
  }

  @Test
  void aModelOfOtherBinsIsRefused() throws Exception {
    Path model = MaximumModel.write(folder.resolve("72.onnx"), "batch", 72);
    Path config = SmallPack.config(folder.resolve("c72.json"), 72);
    OwnFiles own = new OwnFiles(config, null);

    assertThat(models(own(OwnFiles.NONE, grid(3000, 1), "mine=" + model))).containsExactly("mine");
    refused(
        own(own, grid(3000, 1), "mine=" + model + ",campplus"),
        config + ": num_bins is 72, expected 80 for model campplus (the zoo)");
    assertThat(models(own(own, grid(3000, 1), "mine=" + model))).containsExactly("mine");
  }

  /** The clip is of 16 kHz, as FBank alone is timed with what both models do not share. */
  @Test
  void aModelOfAnotherRateThanTheClipIsRefused() throws Exception {
    Path model = MaximumModel.write(folder.resolve("m8.onnx"), "batch", 80);
    Files.writeString(
        folder.resolve("m8.speakerbench.json"),
        "{\"schema\":1,\"fbank\":{\"FrameExtractionOptions\":{\"sample_freq\":8000}}}");
    Path other = MaximumModel.write(folder.resolve("m16.onnx"), "batch", 80);
    String both = "m16=" + other + ",m8=" + model;
    OwnFiles own = OwnFiles.of(null, null, ModelRef.parseList(both));

    refused(
        own(own, grid(3000, 1), both),
        "model m8 takes audio of 8000 Hz (m8.speakerbench.json), found 16000 Hz in flite-awb: models"
            + " of one rate are timed in one run, those of another in one of their own");
    OwnFiles alone = OwnFiles.of(null, null, ModelRef.parseList("m8=" + model));
    assertThat(models(own(alone, grid(3000, 1), "m8=" + model))).containsExactly("m8");
  }

  /** One of WeSpeaker's and one of 3D-Speaker's for telephones, on a golden clip and on a WAV. */
  @Test
  void modelsOfOneRateWithDifferentFrontEndsAreTimedTogether() throws Exception {
    StringBuilder models = new StringBuilder();
    for (String framework : List.of("wespeaker", "3d-speaker")) {
      Path file = MaximumModel.write(folder.resolve(framework + ".onnx"), "batch", 80);
      Files.writeString(
          folder.resolve(framework + ".speakerbench.json"),
          "{\"schema\":1,\"framework\":\""
              + framework
              + "\",\"fbank\":{\"FrameExtractionOptions\":{\"sample_freq\":8000}}}");
      models.append(models.isEmpty() ? "" : ",").append(framework).append('=').append(file);
    }
    byte[] wav = GoldenPack.embedded().clip(BenchClip.DEFAULT).wavBytes();
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 8000).putInt(28, 16_000);
    Path telephone = Files.write(folder.resolve("telephone.wav"), wav);
    OwnFiles own = OwnFiles.of(null, null, ModelRef.parseList(models.toString()));

    RtfSettings golden = own(own, grid(3000, 1), models.toString());
    assertThat(models(golden)).containsExactly("wespeaker", "3d-speaker");
    assertThat(models(own(own, grid(3000, 1), models.toString(), telephone.toString())))
        .containsExactly("wespeaker", "3d-speaker");
  }

  /** As one whose dropout was left on. */
  @Test
  void aModelThatAnswersDifferentlyEachTimeIsRefused() throws Exception {
    OnnxModel model = OnnxModel.read(MaximumModel.write(folder.resolve("m.onnx"), "batch", 80));
    Node maximum = model.graph().nodes().get(0);
    model
        .graph()
        .replace(
            maximum,
            List.of(
                maximum.giving(List.of("maximum")),
                Node.of("RandomNormalLike", List.of("maximum"), List.of("noise")),
                Node.of("Add", List.of("maximum", "noise"), List.of("y"))));
    Path file = folder.resolve("noise.onnx");
    model.write(file);

    refused(
        own(OwnFiles.NONE, grid(3000, 1), "noise=" + file),
        "model noise: found two embeddings of the same features that differ");
  }

  @Test
  void aPackThatSaysNothingOfTheRunIsRefused() throws Exception {
    Path config = SmallPack.config(folder.resolve("c.json"), 80);
    Path model = MaximumModel.write(folder.resolve("m.onnx"), "batch", 80);
    Path pack = SmallPack.make(folder.resolve("pack"), model, config);
    OwnFiles own = new OwnFiles(null, pack);

    refused(
        own(own, grid(3000, 1), "other=" + model),
        "golden pack "
            + pack
            + ": found references of mine in it, expected one of the models that are timed, other"
            + " (NAME=PATH gives a file its name)");
    refused(
        own(own, grid(2000, 1), "mine=" + model),
        "golden pack "
            + pack
            + ": found no reference in it for flite-awb of 2000 ms, expected a clip of it at its own"
            + " length, such as --wav flite-awb --audio-ms 3000");
    assertThat(models(own(own, grid(3000, 1), "mine=" + model))).containsExactly("mine");
    Path sidecar = folder.resolve("m.speakerbench.json");
    Files.writeString(sidecar, "{\"schema\": 1, \"mean_normalization\": \"none\"}");
    refused(
        own(own, grid(3000, 1), "mine=" + model),
        "golden pack "
            + pack
            + ": it was made with another front end than that of model mine: found mean clip and not"
            + " none, expected the same (a model says what it takes by a sidecar; --config says it"
            + " for a run)");
    Files.delete(sidecar);
    MaximumModel.write(model, "others", 80);
    refused(own(own, grid(3000, 1), "mine=" + model), "of mine: found SHA-256");
  }

  private static Grid grid(int audioMs, Integer... batches) {
    return new Grid(
        List.of(Scenario.SINGLE_STREAM),
        List.of(Stage.E2E, Stage.EXTRACT),
        List.of(audioMs),
        List.of(1),
        List.of(1),
        List.of(batches));
  }

  private RtfSettings own(OwnFiles own, Grid grid, String models) {
    return own(own, grid, models, BenchClip.DEFAULT);
  }

  private RtfSettings own(OwnFiles own, Grid grid, String models, String clip) {
    return new RtfSettings(
        ModelRef.parseList(models),
        clip,
        own,
        grid,
        Programs.ALONE,
        Profile.QUICK,
        2,
        0.02,
        new Zoo(folder.resolve("zoo")));
  }

  private List<String> models(RtfSettings settings) throws Exception {
    return Preflight.check(settings, new PrintWriter(messages, true)).models().stream()
        .map(ModelFacts::name)
        .toList();
  }

  /** What runs no model needs no weights, and one frame of audio. */
  @Test
  void withoutAModelOneFrameIsEnough() throws Exception {
    Path file = folder.resolve("text.onnx");
    Files.writeString(file, "no model");
    RtfSettings settings =
        new RtfSettings(
            ModelRef.parseList("campplus,mine=" + file),
            BenchClip.DEFAULT,
            OwnFiles.NONE,
            new Grid(
                List.of(Scenario.SINGLE_STREAM),
                List.of(Stage.FBANK, Stage.READ, Stage.GEMM),
                List.of(25, 3_600_000),
                List.of(1),
                List.of(1),
                List.of(1)),
            Programs.ALONE,
            Profile.QUICK,
            2,
            0.02,
            new Zoo(folder.resolve("zoo")));

    Preflight inputs = Preflight.check(settings, new PrintWriter(messages, true));

    assertThat(inputs.models()).isEmpty();
    assertThat(inputs.clip().waveform().samples()).hasSize(400);
    assertThat(folder.resolve("zoo")).doesNotExist();
    assertThatThrownBy(
            () ->
                Preflight.check(
                    settings("campplus", BenchClip.DEFAULT, 25), new PrintWriter(messages, true)))
        .isInstanceOf(ClipTooShortException.class);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> settings("nothing", BenchClip.DEFAULT, 3000))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("model nothing found, expected one of campplus");
    assertThatThrownBy(() -> settings("a{1}=x.onnx", BenchClip.DEFAULT, 3000))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("a{1}");
    assertThatThrownBy(() -> settings("campplus", BenchClip.DEFAULT, 0))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("--audio-ms: found 0");
    assertThatThrownBy(
            () ->
                new Grid(
                    List.of(Scenario.SINGLE_STREAM),
                    List.of(Stage.E2E),
                    List.of(3000),
                    List.of(0),
                    List.of(1),
                    List.of(1)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("--threads");
  }

  private RtfSettings settings(String models, String clip, int audioMs) {
    return new RtfSettings(
        ModelRef.parseList(models),
        clip,
        OwnFiles.NONE,
        Grids.of(audioMs),
        Programs.ALONE,
        Profile.QUICK,
        2,
        0.02,
        new Zoo(folder.resolve("zoo")));
  }

  private void refused(RtfSettings settings, String expected) {
    assertThatThrownBy(() -> Preflight.check(settings, new PrintWriter(messages, true)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(expected);
    assertThat(folder.resolve("zoo")).doesNotExist();
    assertThat(messages.toString()).isEmpty();
  }
}
