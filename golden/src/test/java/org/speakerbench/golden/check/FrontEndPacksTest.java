package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * Models of several front ends, each told in another way, through the code of all others: what
 * {@code golden/python/export_front_ends.py} wrote.
 */
class FrontEndPacksTest {
  private static final String RESOURCES = "/org/speakerbench/golden/frontends/";

  @TempDir private Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(FrontEndPacksTest.class.getResource(RESOURCES + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GoldenPack pack(String model) {
    return GoldenPack.open(resource(model + "-pack"));
  }

  private ParityReport check(String model, Path file) {
    return new ParityCheck(pack(model), new Zoo(folder)).run(List.of(new ModelRef(model, file)));
  }

  /** As the README does it: the model decides. */
  private static boolean passes(String model, Path file) throws IOException {
    GoldenPack pack = pack(model);
    boolean all = true;
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(file)) {
      for (GoldenClip clip : pack.clips()) {
        float[] found = embedder.embed(clip.waveform());
        all &= pack.endToEnd(clip.id(), model).orElseThrow().compare(found).passes();
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"3d-speaker", "wespeaker", "sherpa-onnx", "sidecar"})
  void eachModelIsRunByItsOwnFrontEnd(String model) throws IOException {
    Path file = resource(model + ".onnx");
    ParityReport report = check(model, file);
    assertThat(report.rows()).filteredOn(row -> !row.passed()).isEmpty();
    assertThat(report.rows()).extracting(ParityRow::stage).contains(ParityStage.END_TO_END);
    assertThat(passes(model, file)).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "3d-speaker | {'fbank':{'FrameExtractionOptions':{'window_type':'hamming'}}} |"
            + " window_type is povey, expected hamming",
        "3d-speaker | {'mean_normalization':'none'} | mean_normalization is clip, expected none",
        "3d-speaker | {'framework':'wespeaker'} | window_type is povey, expected hamming",
        "wespeaker | {'framework':'3d-speaker'} | window_type is hamming, expected povey",
        "wespeaker | {'fbank':{'FrameExtractionOptions':{'dither':50}}} |"
            + " dither is 0.0, expected 50.0",
        "sherpa-onnx | {'fbank':{'MelBanksOptions':{'high_freq':-400}}} |"
            + " high_freq is 0.0, expected -400.0",
        "sherpa-onnx | {'mean_normalization':'none'} | mean_normalization is clip, expected none",
        "sidecar | {'fbank':{'FrameExtractionOptions':{'window_type':'hanning','frame_length_ms':20},"
            + " 'MelBanksOptions':{'num_bins':40,'low_freq':64,'high_freq':-400}},"
            + " 'mean_normalization':'none','axes':['batch','bins','frames']} |"
            + " sample_scale is 32768, expected 1",
      })
  void aWrongFrontEndFailsItsPack(String model, String wrong, String message) throws IOException {
    Path file = Files.copy(resource(model + ".onnx"), folder.resolve("wrong.onnx"));
    Files.writeString(
        ModelSpec.sidecar(file), wrong.replace('\'', '"').replaceFirst("\\{", "{\"schema\":1,"));
    assertThat(passes(model, file)).isFalse();
    assertThat(check(model, file).failures())
        .anyMatch(
            row ->
                row.stage() == ParityStage.END_TO_END
                    && row.note().contains("the golden pack: " + message));
  }

  @Test
  void aWrongOrderOfTheAxesFailsItsPack() throws IOException {
    String model = "sidecar";
    Path file = Files.copy(resource(model + ".onnx"), folder.resolve("wrong.onnx"));
    String right = Files.readString(ModelSpec.sidecar(resource(model + ".onnx")));
    String wrong = right.replaceAll("(\"bins\"),(\\s+)(\"frames\")", "$3,$2$1");
    assertThat(wrong).isNotEqualTo(right);
    Files.writeString(ModelSpec.sidecar(file), wrong);
    assertThat(check(model, file).failures())
        .anyMatch(
            row ->
                row.stage() == ParityStage.INFERENCE
                    && row.note().contains("failed on features [1, 59, 40]"));
  }
}
