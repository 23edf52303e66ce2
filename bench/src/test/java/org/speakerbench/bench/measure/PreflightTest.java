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
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
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
