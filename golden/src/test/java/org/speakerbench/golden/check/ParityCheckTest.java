package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.PackCopy;
import org.speakerbench.golden.pack.Peer;
import org.speakerbench.golden.report.ParityTable;

class ParityCheckTest {
  private static final GoldenPack PACK = GoldenPack.embedded();

  @Test
  void takesAModelFileAndComparesWithOnnxRuntimeWherePytorchIsMissing(@TempDir Path folder)
      throws Exception {
    PackCopy copy = new PackCopy(folder);
    ((ObjectNode) copy.manifest().get("models").get("campplus"))
        .put("kind", "file")
        .putNull("weights_sha256");
    ((ObjectNode) copy.manifest().get("embeddings").get("campplus")).putNull("pytorch");
    GoldenPack pack = copy.save();
    assertThatThrownBy(pack::zooModels)
        .hasMessageContaining(
            "found model campplus, which is no zoo model, expected --models camp");

    ModelRef file = new ModelRef("campplus", TestZoo.zoo().materialize("campplus"));
    ParityReport report =
        new ParityCheck(pack, TestZoo.zoo())
            .withClips(List.of("flite-awb", "short-560"))
            .run(List.of(file));
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(report.rows().stream().filter(row -> !row.model().isEmpty()))
        .extracting(ParityRow::clip, ParityRow::stage, ParityRow::reference)
        .containsExactly(
            tuple("flite-awb", ParityStage.INFERENCE, "onnxruntime"),
            tuple("flite-awb", ParityStage.END_TO_END, "onnxruntime"));
    assertThat(pack.reference("campplus").row("flite-awb").inferencePeers().errors()).isEmpty();
    assertThat(PACK.reference("campplus").source()).isEqualTo("pytorch");
    assertThat(PACK.reference("campplus").row("flite-awb").inferencePeers().errors())
        .containsOnlyKeys(Peer.ONNXRUNTIME);

    Path other = folder.resolve("wav/noise.wav");
    assertThatThrownBy(() -> pack.requireSameModel(new ModelRef("campplus", other)))
        .hasMessageContaining("found SHA-256 " + Sha256.of(other));
  }

  @Test
  void aModelCannotBeCheckedOnClipsThatAreTooShort() {
    ParityCheck check = new ParityCheck(PACK, TestZoo.zoo()).withClips(List.of("short-400"));
    List<ModelRef> models = List.of(new ModelRef("campplus", null));
    assertThatThrownBy(() -> check.run(models))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found no references of campplus for the clips [short-400]");
  }

  @Test
  void aCheckNeedsItsModelsAndClips(@TempDir Path folder) throws Exception {
    PackCopy copy = new PackCopy(folder);
    ObjectNode model = (ObjectNode) copy.manifest().get("models").get("campplus");
    model.put("weights_sha256", "0".repeat(64));
    ParityCheck check = new ParityCheck(copy.save(), TestZoo.zoo());
    List<ModelRef> models = List.of(new ModelRef("campplus", null));
    ParityCheck one = check.withClips(List.of("flite-awb"));
    assertThatThrownBy(() -> one.run(models))
        .hasMessageStartingWith("golden pack published: weights of campplus: found SHA-256 ");
    assertThatThrownBy(() -> check.withClips(List.of()))
        .hasMessage("found no clips to check, expected at least one");
  }

  @Test
  void errorMapsAreOfTheStagesThatCompareFeatures() {
    ParityCheck check = new ParityCheck(PACK, TestZoo.zoo());
    for (ParityStage stage : ParityStage.values()) {
      if (stage.comparesFeatures()) {
        assertThat(check.errorMap("short-560", stage).stage()).isEqualTo(stage);
      } else {
        assertThatThrownBy(() -> check.errorMap("short-560", stage))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("error map: found stage " + stage + ", expected one of features");
      }
    }
  }

  /**
   * The table is that of other clips, so the engine fails it: that there are rows is what counts.
   */
  @Test
  void sweepsAreCheckedWithTheirClip(@TempDir Path folder) throws Exception {
    PackCopy copy = new PackCopy(folder);
    copy.addSweep(41, new int[][] {{3, 18}});
    ParityCheck check = new ParityCheck(copy.save(), TestZoo.zoo());
    List<ModelRef> models = List.of(new ModelRef("campplus", null));
    assertThat(check.withClips(List.of("flite-slt-10s")).run(models).rows())
        .filteredOn(row -> row.stage() == ParityStage.SWEEP)
        .hasSize(18);
    assertThat(check.withClips(List.of("flite-awb")).run(models).rows())
        .isNotEmpty()
        .noneMatch(row -> row.stage() == ParityStage.SWEEP);
  }

  /** Against the same arrays, in rows of its own. */
  @Test
  void aTunedGraphIsCheckedBesideTheOfficialOne() {
    ParityReport report =
        new ParityCheck(PACK, TestZoo.zoo())
            .withClips(List.of("flite-awb"))
            .run(ModelRef.withTuned(List.of(new ModelRef("campplus", null))));
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(report.models()).containsExactly("campplus", "campplus (tuned)");
    assertThat(errors(report, "campplus (tuned)"))
        .hasSameSizeAs(errors(report, "campplus"))
        .isNotEqualTo(errors(report, "campplus"));
  }

  private static List<Double> errors(ParityReport report, String model) {
    return report.rows().stream()
        .filter(row -> row.model().equals(model))
        .map(row -> row.error(Metric.RELATIVE_L2).orElseThrow().value())
        .toList();
  }
}
