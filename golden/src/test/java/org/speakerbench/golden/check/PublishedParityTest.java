package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** The engine against the embedded pack: every clip, every stage, every published model. */
class PublishedParityTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final int CLIPS = 21;
  private static final int CLIPS_WITH_EMBEDDINGS = 18;
  private static final int CLIPS_OF_SPEECH = 12;

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
    ParityReport report =
        new ParityCheck(PACK, TestZoo.zoo()).run(List.of(new ModelRef(model, null)));
    Path target = Files.createDirectories(Path.of("target"));
    ParityCsv.write(report.alone(), target.resolve("parity-" + model + ".csv"));
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(rows(report, ParityStage.INFERENCE)).hasSize(CLIPS_WITH_EMBEDDINGS);
    assertThat(rows(report, ParityStage.END_TO_END)).hasSize(CLIPS_WITH_EMBEDDINGS);
    assertThat(rows(report, ParityStage.DISTINCT)).hasSize(CLIPS_OF_SPEECH);
    int minFrames = Zoo.model(model).known().minFrames();
    assertThat(rows(report, ParityStage.SWEEP))
        .hasSizeGreaterThanOrEqualTo(25)
        .extracting(ParityRow::clip)
        .contains("flite-slt-10s[0:" + minFrames + "]", "flite-slt-10s[0:700]")
        .contains("flite-slt-10s[0:101]", "flite-slt-10s[256:554]");
    // Three lengths in batches of two and of five.
    assertThat(rows(report, ParityStage.BATCH)).hasSize(3 * (2 + 5));
    assertThat(report.finalLine()).startsWith("parity: PASS (1 pack, 21 clips, 1 model, ");
  }

  private static List<ParityRow> rows(ParityReport report, ParityStage stage) {
    return report.rows().stream().filter(row -> row.stage() == stage).toList();
  }
}
