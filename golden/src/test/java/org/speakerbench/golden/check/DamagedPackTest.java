package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.PackCopy;
import org.speakerbench.golden.report.ParityTable;

/** Whatever is changed or missing in a pack must be noticed; nothing is skipped. */
class DamagedPackTest {
  private static final String CLIP = "flite-awb";
  private static final List<ModelRef> CAMPPLUS = List.of(new ModelRef("campplus", null));

  @TempDir Path folder;
  private PackCopy copy;

  @BeforeEach
  void copyPack() throws Exception {
    copy = new PackCopy(folder);
  }

  private static ParityReport check(GoldenPack pack, List<ModelRef> models) {
    return check(pack, models, CLIP);
  }

  private static ParityReport check(GoldenPack pack, List<ModelRef> models, String clip) {
    return new ParityCheck(pack, TestZoo.zoo()).withClips(List.of(clip)).run(models);
  }

  @Test
  void theCopyPasses() {
    ParityReport report = check(copy.save(), CAMPPLUS);
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(ParityTable.summary(report.alone())).contains("DISTINCT: not checked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"samples", "fbank_torchaudio", "fbank_knf", "fbank_float64", "fbank_normalised"})
  void aChangedValueOfAClipIsDetectedByItsHash(String name) {
    ObjectNode array = copy.array(CLIP, name);
    copy.add(array, 0, 1e-3);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("clips/" + CLIP + "." + name + ".npy: found SHA-256 ")
        .hasMessageEndingWith(", expected " + array.get("sha256").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "onnxruntime", "onnxruntime_knf"})
  void aChangedEmbeddingIsDetectedByItsHash(String name) {
    copy.add(copy.table("eres2net-huge", name), 0, 1e-3);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("embeddings/eres2net-huge." + name + ".npy: found SHA-256 ");
  }

  /** Of a clip that is not among those that are checked. */
  @ParameterizedTest
  @ValueSource(
      strings = {"samples", "fbank_torchaudio", "fbank_knf", "fbank_float64", "fbank_normalised"})
  void anArrayOfAnotherClipIsReadToo(String name) {
    copy.add(copy.array("flite-slt", name), 0, 1e-3);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("clips/flite-slt." + name + ".npy: found SHA-256 ");
  }

  @Test
  void aSweepIsReadToo() {
    ObjectNode sweep = copy.addSweep(41, new int[][] {{3, 18}});
    assertThat(check(copy.save(), List.of()).passed()).isTrue();
    ((ObjectNode) sweep.get("onnxruntime")).put("sha256", "0".repeat(64));
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("embeddings/campplus.onnxruntime.npy: found SHA-256 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"espeak-de", "noise"})
  void anEmbeddingThatWouldRaiseALimitIsDetected(String clip) {
    ObjectNode knf = copy.table("campplus", "onnxruntime_knf");
    copy.add(knf, copy.row("campplus", clip) * 512 + 7, 0.5);
    copy.seal(knf);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("golden embeddings of " + clip + " by campplus: the references do")
        .hasMessageContaining(": onnxruntime_knf is ")
        .hasMessageContaining(" at [7], expected ");
  }

  @Test
  void anAssetThatIsMissingIsAnError() {
    ((ObjectNode) copy.clip(CLIP).get("wav")).put("path", "asset:speech/nobody.wav");
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("asset:speech/nobody.wav: no such file, expected one");
  }

  @Test
  void anArrayOfAnotherTypeThanTheManifestSaysIsRefused() throws Exception {
    ObjectNode knf = copy.array(CLIP, "fbank_knf");
    Files.copy(
        copy.file(copy.array(CLIP, "fbank_float64")),
        copy.file(knf),
        StandardCopyOption.REPLACE_EXISTING);
    copy.seal(knf);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageEndingWith(": found float64 [298, 80], expected float32 [298, 80]");
  }

  @Test
  void aChangedSampleIsDetectedBitByBit() {
    ObjectNode samples = copy.array(CLIP, "samples");
    copy.add(samples, 1234, 1.0 / 32768);
    copy.seal(samples);
    ParityRow first = check(copy.save(), List.of()).firstFailure().orElseThrow();
    assertThat(first.stage()).isEqualTo(ParityStage.SAMPLES);
    assertThat(first.worst().index()).isEqualTo(1234);
    assertThat(first.note()).isEqualTo("1 of 48000 samples differ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fbank_torchaudio", "fbank_knf", "fbank_float64", "fbank_normalised"})
  void aChangedFeatureIsDetectedByTheOtherReferences(String name) {
    ObjectNode array = copy.array(CLIP, name);
    copy.add(array, 100 * 80 + 40, 0.01);
    copy.seal(array);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("golden clip " + CLIP + ": the references do not agree")
        .hasMessageContaining("at frame 100 bin 40, expected ");
  }

  /** Less than a library may be off somewhere, but it would raise the limit for all cells. */
  @ParameterizedTest
  @CsvSource({"fbank_knf, kaldi-native-fbank", "fbank_float64, float64"})
  void aSmallChangeOfOneCellIsDetectedByTheOtherCells(String name, String blamed) {
    copy.add(copy.array(CLIP, name), 100 * 80 + 40, 0.002);
    copy.seal(copy.array(CLIP, name));
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining(
            "golden clip " + CLIP + ": the references do not agree: " + blamed + " is ")
        .hasMessageContaining("at frame 100 bin 40, expected ")
        .hasMessageEndingWith(", as near as all other cells are");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fbank_torchaudio", "fbank_knf"})
  void aChangeOfOneCellIsDetectedWhereThereIsOneLibraryOnly(String missing) {
    ObjectNode arrays = (ObjectNode) copy.clip("short-560").get("arrays");
    arrays.putNull(missing);
    arrays.putNull("fbank_normalised");
    check(copy.save(), List.of(), "short-560");
    ObjectNode truth = copy.array("short-560", "fbank_float64");
    copy.add(truth, 80 + 40, 0.004);
    copy.seal(truth);
    assertThatThrownBy(() -> check(copy.save(), List.of(), "short-560"))
        .hasMessageContaining("golden clip short-560: the references do not agree: ")
        .hasMessageContaining("at frame 1 bin 40, expected ");
  }

  /** Almost no energy is left there: both are off, each by its own rounding. */
  @Test
  void aCellThatIsDifficultForBothLibrariesIsNoDamage() {
    copy.add(copy.array(CLIP, "fbank_torchaudio"), 100 * 80 + 40, -0.002);
    copy.add(copy.array(CLIP, "fbank_normalised"), 100 * 80 + 40, -0.002);
    copy.add(copy.array(CLIP, "fbank_knf"), 100 * 80 + 40, 0.001);
    for (String name : List.of("fbank_torchaudio", "fbank_normalised", "fbank_knf")) {
      copy.seal(copy.array(CLIP, name));
    }
    assertThat(check(copy.save(), List.of()).passed()).isTrue();
  }

  @Test
  void changedFeaturesThatAgreeWithEachOtherAreDetectedByTheLimits() {
    for (String name :
        List.of("fbank_torchaudio", "fbank_knf", "fbank_float64", "fbank_normalised")) {
      copy.add(copy.array(CLIP, name), 100 * 80 + 40, 0.01);
      copy.seal(copy.array(CLIP, name));
    }
    ParityRow first = check(copy.save(), List.of()).firstFailure().orElseThrow();
    assertThat(first.stage()).isEqualTo(ParityStage.FBANK);
    assertThat(first.worst().frame()).isEqualTo(100);
    assertThat(first.worst().bin()).isEqualTo(40);
  }

  @Test
  void changedEmbeddingsAreDetectedByTheLimits() {
    int index = copy.row("campplus", CLIP) * 512 + 7;
    for (String name : List.of("pytorch", "onnxruntime", "onnxruntime_knf")) {
      copy.add(copy.table("campplus", name), index, 0.5);
      copy.seal(copy.table("campplus", name));
    }
    ParityReport report = check(copy.save(), CAMPPLUS);
    assertThat(report.failures())
        .extracting(ParityRow::stage)
        .containsExactly(ParityStage.INFERENCE, ParityStage.END_TO_END);
    assertThat(report.failures()).extracting(row -> row.worst().index()).containsOnly(7);
  }

  @Test
  void anEmbeddingThatOnlyPytorchHasIsDetectedByOnnxRuntime() {
    copy.add(copy.table("campplus", "pytorch"), copy.row("campplus", CLIP) * 512 + 7, 0.5);
    copy.seal(copy.table("campplus", "pytorch"));
    assertThatThrownBy(() -> check(copy.save(), CAMPPLUS))
        .hasMessageContaining("golden embeddings of flite-awb by campplus: the references do not");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clips/flite-awb.fbank_knf.npy",
        "embeddings/eres2net-base.pytorch.npy",
        "wav/noise.wav",
        "manifest.json"
      })
  void aMissingFileIsAnError(String path) throws Exception {
    Files.delete(folder.resolve(path));
    assertThatThrownBy(() -> check(GoldenPack.open(folder), List.of()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(folder + ": " + path + ": no such file");
  }

  @Test
  void aWavThatWasReplacedIsAnError() throws Exception {
    Files.copy(
        folder.resolve("wav/noise.wav"),
        folder.resolve("wav/chirp.wav"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> check(GoldenPack.open(folder), List.of()))
        .hasMessageContaining("wav/chirp.wav: found SHA-256 ");
  }

  /** Two cells: neither is alone in being off, and both are by more than a library may be. */
  @ParameterizedTest
  @CsvSource({"fbank_knf, kaldi-native-fbank", "fbank_torchaudio, torchaudio"})
  void severalChangedCellsAreDetectedByTheTruth(String name, String blamed) {
    for (int cell : new int[] {0, 297 * 80 + 79}) {
      copy.add(copy.array(CLIP, name), cell, 0.01);
    }
    copy.seal(copy.array(CLIP, name));
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining(
            "golden clip " + CLIP + ": the references do not agree: " + blamed + " is ")
        .hasMessageContaining(" at frame 0 bin 0, expected ")
        .hasMessageEndingWith(" from float64");
  }

  @Test
  void aChangeOfTheFirstNormalisedValueIsDetected() {
    copy.add(copy.array(CLIP, "fbank_normalised"), 0, 0.01);
    copy.seal(copy.array(CLIP, "fbank_normalised"));
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("fbank_normalised is ")
        .hasMessageContaining(" at frame 0 bin 0, expected ");
  }

  @Test
  void aFileOutsideOfThePackIsRefused() {
    copy.array(CLIP, "samples").put("path", "../flite-awb.samples.npy");
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("../flite-awb.samples.npy: found an unusual path");
  }

  @Test
  void anArrayOfAnotherShapeThanTheManifestSaysIsRefused() throws Exception {
    ObjectNode knf = copy.array(CLIP, "fbank_knf");
    Files.copy(
        copy.file(copy.array("flite-slt-10s", "fbank_knf")),
        copy.file(knf),
        StandardCopyOption.REPLACE_EXISTING);
    copy.seal(knf);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageEndingWith(": found float32 [998, 80], expected float32 [298, 80]");
  }

  @Test
  void somethingElseThanJsonIsRefused() throws Exception {
    Files.writeString(folder.resolve("manifest.json"), "{\"schema\": ");
    assertThatThrownBy(() -> GoldenPack.open(folder))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(folder + ": manifest.json: not a manifest: ");
  }

  /** The files of the clips are another pack's; their hashes are this one's. */
  @Test
  void clipsOfAnEmbeddedPackArePinnedToo() throws Exception {
    copy.manifest().put("clips_from", "published");
    Files.delete(copy.file(copy.array(CLIP, "samples")));
    assertThat(check(copy.save(), List.of()).passed()).isTrue();
    String hash = copy.array(CLIP, "fbank_knf").get("sha256").asText();
    copy.array(CLIP, "fbank_float64").put("sha256", hash);
    assertThatThrownBy(() -> check(copy.save(), List.of()))
        .hasMessageContaining("flite-awb.fbank_float64.npy: found SHA-256 ");
    copy.manifest().put("clips_from", "trained");
    assertThatThrownBy(copy::save)
        .hasMessageEndingWith(
            "manifest.json: clips_from is trained, expected an embedded pack that holds clips:"
                + " published, options");
  }
}
