package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.PackCopy;

class ParitySuiteTest {
  private static final List<String> CLIP = List.of("flite-awb");

  @TempDir Path folder;

  /** The published pack under another name and without a model. */
  private GoldenPack copyWithout(String model) throws Exception {
    PackCopy copy = new PackCopy(folder);
    copy.manifest().put("name", "copy");
    ((ObjectNode) copy.manifest().get("models")).remove(model);
    ((ObjectNode) copy.manifest().get("embeddings")).remove(model);
    ((ObjectNode) copy.manifest().get("sweeps")).remove(model);
    return copy.save();
  }

  private static ParityCheck check(GoldenPack pack) {
    return new ParityCheck(pack, TestZoo.zoo()).withClips(CLIP);
  }

  @Test
  void modelsAreCheckedOnThePacksThatHaveThem() throws Exception {
    ParitySuite suite =
        new ParitySuite(List.of(check(GoldenPack.embedded()), check(copyWithout("campplus"))));
    ParityReports reports = suite.run(List.of(new ModelRef("campplus", null)));
    assertThat(reports.packs()).extracting(ParityReport::pack).containsExactly("published", "copy");
    assertThat(reports.packs().get(0).models()).containsExactly("campplus");
    assertThat(reports.packs().get(1).models()).isEmpty();
    assertThat(reports.finalLine())
        .isEqualTo("parity: PASS (2 packs, 2 clips, 1 model, 10 checks)");
    assertThat(suite.clips()).containsExactly("flite-awb", "flite-awb");
  }

  @Test
  void aModelInNoPackIsNamed() throws Exception {
    ParitySuite suite = new ParitySuite(List.of(check(copyWithout("campplus"))));
    assertThatThrownBy(() -> suite.run(List.of(new ModelRef("campplus", null))))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "golden packs copy: found no references for model campplus, expected one of "
                + Zoo.keys().stream()
                    .filter(key -> !key.equals("campplus"))
                    .sorted()
                    .collect(Collectors.joining(", ")));
  }

  @Test
  void theNamesOfPacksDiffer() {
    ParityCheck check = check(GoldenPack.embedded("published"));
    assertThatThrownBy(() -> new ParitySuite(List.of(check, check)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("found two golden packs with the name published");
    assertThatThrownBy(() -> new ParitySuite(List.of()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("found no golden packs");
    assertThatThrownBy(() -> GoldenPack.embedded("unpublished"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("unpublished, expected one of published");
  }
}
