package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.TrainedCheckpoint;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.GoldenClip;

class OwnFilesTest {
  @TempDir private Path folder;

  private static BenchClip load(OwnFiles own, int audioMs) throws Exception {
    return BenchClip.load(own.read(), BenchClip.DEFAULT, audioMs);
  }

  @Test
  void anOwnPackKnowsItsModelAndTheEmbeddedOneTheZoo() throws Exception {
    Path model = MaximumModel.write(folder.resolve("m.onnx"), "batch", 80);
    Path pack = SmallPack.make(folder.resolve("pack"), model, SmallPack.config(file("c.json"), 80));
    ModelRef mine = new ModelRef("mine", model);
    BenchClip clip = load(new OwnFiles(null, pack), 3000);

    assertThat(clip.reference(mine)).isPresent();
    assertThat(clip.reference(ModelRef.parse("campplus"))).isPresent();
    assertThat(clip.reference(new ModelRef("other", model))).isEmpty();
    assertThat(load(new OwnFiles(null, pack), 2000).reference(mine)).isEmpty();
    assertThat(load(OwnFiles.NONE, 3000).reference(mine)).isEmpty();
    assertThat(load(OwnFiles.NONE, 3000).reference(new ModelRef("campplus", model))).isEmpty();

    MaximumModel.write(model, "others", 80);
    assertThatThrownBy(() -> clip.reference(mine))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("of mine: found SHA-256");
  }

  @Test
  void anEmbeddedPackKnowsTheTrainedFileByItsBytes() throws Exception {
    Path trained = TrainedCheckpoint.importTo(folder.resolve("trained.onnx"));
    BenchClip clip = load(OwnFiles.NONE, 3000);
    assertThat(clip.reference(new ModelRef(TrainedCheckpoint.KEY, trained))).isPresent();
    assertThat(clip.reference(new ModelRef("other", trained))).isEmpty();
    Path another = MaximumModel.write(folder.resolve("m.onnx"), "batch", 80);
    assertThat(clip.reference(new ModelRef(TrainedCheckpoint.KEY, another))).isEmpty();
  }

  /** The embedded pack has the same samples, but features of 80 bins. */
  @Test
  void onlyClipsOfTheSameFrontEndAreReferences() throws Exception {
    Path config = SmallPack.config(file("c.json"), 72);
    BenchClip alone = load(new OwnFiles(config, null), 3000);
    assertThat(alone.golden()).isPresent();
    assertThat(alone.goldenFeatures()).isEmpty();
    assertThatThrownBy(() -> alone.reference(ModelRef.parse("campplus")))
        .hasMessage(config + ": num_bins is 72, expected 80 for model campplus (the zoo)");

    Path model = MaximumModel.write(folder.resolve("m.onnx"), "batch", 72);
    Path pack = SmallPack.make(folder.resolve("pack"), model, config);
    BenchClip both = load(new OwnFiles(config, pack), 3000);
    assertThat(both.goldenFeatures())
        .map(GoldenClip::frontEnd)
        .contains(alone.references().fbank());
    assertThat(both.reference(new ModelRef("mine", model))).isPresent();
  }

  @Test
  void aPackThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new OwnFiles(null, folder.resolve("none")).read())
        .hasMessageContaining("none: found no such folder, expected one with a manifest.json");
    assertThatThrownBy(() -> new OwnFiles(null, folder).read())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("manifest.json: no such file");
  }

  /** Without a configuration FBank alone is timed with what the models share. */
  @Test
  void whatModelsShareIsTimedAndToldToForks() throws Exception {
    ModelRef own = new ModelRef("own", MaximumModel.write(folder.resolve("m.onnx"), "batch", 72));
    Files.writeString(
        folder.resolve("m.speakerbench.json"),
        """
        {"schema": 1, "mean_normalization": "none",
         "fbank": {"FrameExtractionOptions": {"sample_freq": 8000, "window_type": "hamming"},
                   "sample_scale": 32768}}
        """);
    OwnFiles files = OwnFiles.of(null, null, List.of(own));
    assertThat(files.jvmArguments())
        .containsExactly(
            "-Dspeakerbench.sharedFbank=sample_freq=8000.0,window_type=hamming,num_bins=72,"
                + "sample_scale=32768")
        .allMatch(OwnFiles::tells);
    assertThat(FbankText.parse(FbankText.of(files.fbank()))).isEqualTo(files.fbank());
    assertThat(files.frontEnd(own.spec()).mean()).isEqualTo(MeanNormalization.NONE);

    BenchClip clip = load(files, 1000);
    assertThat(clip.waveform().sampleRateHz()).isEqualTo(8000);
    assertThat(clip.name()).isEqualTo("flite-awb resampled to 8000 Hz");
    assertThat(clip.waveform().samples()).hasSize(8000);

    ModelRef zoo = ModelRef.parse("campplus");
    assertThat(OwnFiles.of(null, null, List.of(own, zoo)).fbank()).isEqualTo(FbankOptions.STANDARD);
    assertThat(OwnFiles.of(null, null, List.of(zoo))).isEqualTo(OwnFiles.NONE);
  }

  /** A clip is resampled to their rate, and FBank alone has filters up to half of it. */
  @Test
  void modelsThatShareOnlyTheRateAreTimedAtIt() throws Exception {
    ModelRef one = telephone("one", "povey");
    ModelRef other = telephone("other", "hamming");
    OwnFiles files = OwnFiles.of(null, null, List.of(one, other));

    assertThat(files.jvmArguments())
        .containsExactly("-Dspeakerbench.sharedFbank=sample_freq=8000.0");
    assertThat(files.fbank().mel()).isEqualTo(FbankOptions.STANDARD.mel());
    assertThat(load(files, 1000).waveform().sampleRateHz()).isEqualTo(8000);
    assertThat(files.frontEnd(other.spec()).fbank()).isNotEqualTo(files.fbank());
  }

  private ModelRef telephone(String name, String window) throws Exception {
    Path model = MaximumModel.write(folder.resolve(name + ".onnx"), "batch", 80);
    Files.writeString(
        folder.resolve(name + ".speakerbench.json"),
        "{\"schema\": 1, \"fbank\": {\"FrameExtractionOptions\": {\"sample_freq\": 8000,"
            + " \"window_type\": \""
            + window
            + "\"}, \"MelBanksOptions\": {\"low_freq\": 30}}}");
    return new ModelRef(name, model);
  }

  /** Forks are told by arguments, which reports leave out. */
  @Test
  void aJvmIsToldWhatItCannotKnow() throws Exception {
    Path config = SmallPack.config(file("c72.json"), 72);
    assertThat(OwnFiles.NONE.jvmArguments()).isEmpty();
    assertThat(new OwnFiles(config, folder).jvmArguments())
        .containsExactly(
            "-Dspeakerbench.fbankConfig=" + config, "-Dspeakerbench.goldenPack=" + folder)
        .allMatch(OwnFiles::tells);
    assertThat(OwnFiles.tells("-Xmx1g")).isFalse();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
