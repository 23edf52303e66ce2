package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
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

  /** The embedded pack has the same samples, but features of 80 bins. */
  @Test
  void onlyClipsOfTheSameFrontEndAreReferences() throws Exception {
    Path config = SmallPack.config(file("c.json"), 72);
    BenchClip alone = load(new OwnFiles(config, null), 3000);
    assertThat(alone.golden()).isPresent();
    assertThat(alone.goldenFeatures()).isEmpty();
    assertThat(alone.reference(ModelRef.parse("campplus"))).isEmpty();

    Path model = MaximumModel.write(folder.resolve("m.onnx"), "batch", 72);
    Path pack = SmallPack.make(folder.resolve("pack"), model, config);
    BenchClip both = load(new OwnFiles(config, pack), 3000);
    assertThat(both.goldenFeatures())
        .map(GoldenClip::frontEnd)
        .contains(alone.references().frontEnd());
    assertThat(both.reference(new ModelRef("mine", model))).isPresent();
  }

  @Test
  void aPackOfAnotherFrontEndIsRefused() throws Exception {
    Path config = SmallPack.config(file("c72.json"), 72);
    Path model = MaximumModel.write(folder.resolve("m.onnx"), "batch", 72);
    Path pack = SmallPack.make(folder.resolve("pack"), model, config);
    Path other = SmallPack.config(file("c64.json"), 64);

    assertThatThrownBy(() -> new OwnFiles(other, pack).read())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "golden pack %s was made with another front end than %s: found mel.bins 72 and not 64,"
                + " expected the same",
            pack, other);
    assertThatThrownBy(() -> new OwnFiles(null, pack).read())
        .hasMessage(
            "golden pack %s was made with another front end than the standard one: found mel.bins"
                + " 72 and not 80, expected the same (a configuration of your own is given by"
                + " --config)",
            pack);
    assertThatThrownBy(() -> new OwnFiles(null, folder.resolve("none")).read())
        .hasMessageContaining("none: found no such folder, expected one with a manifest.json");
    assertThatThrownBy(() -> new OwnFiles(null, folder).read())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("manifest.json: no such file");
  }

  /** Forks are told by arguments, which reports leave out. */
  @Test
  void aJvmIsToldWhatItCannotKnow() throws Exception {
    Path config = SmallPack.config(file("c72.json"), 72);
    assertThat(OwnFiles.NONE.jvmArguments()).isEmpty();
    assertThat(new OwnFiles(SmallPack.config(file("c80.json"), 80), null).jvmArguments()).isEmpty();
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
