package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.report.ParityCsv;
import org.speakerbench.golden.report.ParityTable;

/** The engine against the embedded pack: every clip, every stage, every model of the zoo. */
class PublishedParityTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final int CLIPS = 21;
  private static final int CLIPS_WITH_EMBEDDINGS = 18;
  private static final int CLIPS_OF_SPEECH = 12;

  /**
   * Tried on every clip and at every frame count of their sweeps; {@code
   * -Dspeakerbench.test.allFrames=true} tries all so.
   */
  private static final Set<String> WHOLE = Set.of("campplus", "eres2net-base", "eres2netv2");

  /**
   * Of all others: voices that differ, the signals that come nearest to their limits, and the clip
   * of the sweep. Clips try the front end, which is the same of all models; {@code verify} leaves
   * nothing out.
   */
  private static final List<String> FEW_CLIPS =
      List.of("espeak-de", "flite-awb", "flite-slt", "chirp", "half-silent", "flite-slt-10s");

  /**
   * Likewise: the fewest of each, whole strides and vectors and one more, the longest. Strides and
   * pooling are those of a model that is tried whole or, in x-vector and ECAPA-TDNN, have no edges
   * between. 298 frames are those of the clips.
   */
  private static final Set<Integer> FEW_FRAMES = Set.of(3, 5, 9, 16, 17, 65, 101, 200, 201, 700);

  static List<String> models() {
    return Zoo.keys();
  }

  @Test
  void holdsAllPublishedModelsAndTheCasesThatMatter() {
    assertThat(PACK.models()).containsExactlyElementsOf(Zoo.keys());
    assertThat(PACK.clips()).hasSize(CLIPS);
    assertThat(PACK.clips().stream().flatMap(clip -> clip.voice().stream()).distinct())
        .hasSizeGreaterThanOrEqualTo(10);
    assertThat(PACK.clips())
        .extracting(GoldenClip::id)
        .contains("half-silent", "near-silence", "clipped", "dc-offset", "chirp", "noise")
        .contains("short-400", "short-559", "short-560");
  }

  @Test
  void featuresOfAllClipsAgree() {
    ParityReport report = new ParityCheck(PACK, TestZoo.zoo()).run(List.of());
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(report.rows()).hasSize(4 * CLIPS);
  }

  /** The models are most of the time of all tests: two cores work on them. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("models")
  void embeddingsOfAllClipsAgree(String model) throws Exception {
    boolean few = !WHOLE.contains(model) && !Boolean.getBoolean("speakerbench.test.allFrames");
    ParityCheck all = new ParityCheck(PACK, TestZoo.zoo());
    ParityCheck check = few ? all.withClips(FEW_CLIPS).withFrameCounts(FEW_FRAMES::contains) : all;
    ParityReport report = check.run(List.of(new ModelRef(model, null)));
    Path target = Files.createDirectories(Path.of("target"));
    ParityCsv.write(report.alone(), target.resolve("parity-" + model + ".csv"));
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    int clips = few ? FEW_CLIPS.size() : CLIPS_WITH_EMBEDDINGS;
    assertThat(rows(report, ParityStage.INFERENCE)).hasSize(clips);
    assertThat(rows(report, ParityStage.END_TO_END)).hasSize(clips);
    assertThat(rows(report, ParityStage.DISTINCT)).hasSize(few ? 4 : CLIPS_OF_SPEECH);
    int minFrames = Zoo.model(model).known().minFrames();
    assertThat(rows(report, ParityStage.SWEEP))
        .hasSizeGreaterThanOrEqualTo(few ? 12 : 40)
        .extracting(ParityRow::clip)
        .contains("flite-slt-10s[0:" + minFrames + "]", "flite-slt-10s[0:700]")
        .contains("flite-slt-10s[0:101]", "flite-slt-10s[256:" + (few ? 357 : 554) + "]");
    // Two or three lengths in batches of two and of five.
    assertThat(rows(report, ParityStage.BATCH)).hasSize((few ? 2 : 3) * (2 + 5));
    assertThat(report.finalLine())
        .startsWith("parity: PASS (1 pack, " + (few ? clips : CLIPS) + " clips, 1 model, ");
  }

  private static List<ParityRow> rows(ParityReport report, ParityStage stage) {
    return report.rows().stream().filter(row -> row.stage() == stage).toList();
  }
}
