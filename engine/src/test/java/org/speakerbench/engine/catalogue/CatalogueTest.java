package org.speakerbench.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.zoo.Zoo;

/** What the catalogue says can be used, and has a source. */
class CatalogueTest {
  private static final String HTTPS = "https://\\S+";

  static Stream<CatalogueEntry> entries() {
    return Catalogue.entries().stream();
  }

  @Test
  void itHasWhatTheHubsHave() {
    assertThat(Catalogue.entries())
        .extracting(CatalogueEntry::family)
        .containsOnly("ModelScope", "sherpa-onnx", "WeSpeaker");
    assertThat(Catalogue.keys())
        .hasSizeGreaterThan(40)
        .contains("campplus-zh-en-advanced", "sherpa-nemo-titanet-large", "wespeaker-zh-resnet34");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void keysAreNoPathsAndNoneOfTheZoo(CatalogueEntry entry) {
    assertThat(entry.key()).matches("[a-z0-9]+(-[a-z0-9]+)*").hasSizeLessThanOrEqualTo(34);
    assertThat(Zoo.contains(entry.key())).isFalse();
    assertThat(entry.fileName()).matches("[A-Za-z0-9._%-]+");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyFactHasASource(CatalogueEntry entry) {
    assertThat(entry.url()).matches(HTTPS);
    assertThat(entry.mirror() == null || entry.mirror().matches(HTTPS)).isTrue();
    assertThat(entry.licence() == null).isEqualTo(entry.licenceSource() == null);
    assertThat(entry.frontEnd().source()).matches(HTTPS);
    if (entry.errorRate() != null) {
      assertThat(Double.parseDouble(entry.errorRate().percent())).isBetween(0.1, 10.0);
      assertThat(entry.errorRate().testSet()).isNotBlank();
      assertThat(entry.errorRate().source()).matches(HTTPS);
    }
    if (entry.sha256() != null) {
      assertThat(entry.sha256()).matches("[0-9a-f]{64}");
      assertThat(entry.sha256Source()).isNotBlank();
    }
    assertThat(entry.bytes() == null || entry.sha256() != null).isTrue();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void architecturesAreThoseOfTheZoo(CatalogueEntry entry) {
    if (entry.architecture() != null) {
      assertThat(Zoo.keys()).contains(entry.architecture());
      assertThat(entry.embeddingSize()).isEqualTo(Zoo.model(entry.architecture()).embeddingDim());
    }
    if (entry.kind() == FileFormat.PYTORCH) {
      assertThat(entry.architecture()).isNotNull();
      assertThat(Zoo.model(entry.architecture()).modelscopeId()).isNotBlank();
    }
    assertThat(entry.frontEnd().computed()).isEqualTo(!entry.frontEnd().framework().equals("nemo"));
  }

  @Test
  void noTwoEntriesAreTheSameFile() {
    assertThat(entries().map(CatalogueEntry::url)).doesNotHaveDuplicates();
    assertThat(entries().map(CatalogueEntry::sha256).filter(hash -> hash != null))
        .doesNotHaveDuplicates();
  }

  @Test
  void theCheckpointBesideTheCheckoutIsTheOneThatIsPinned() throws Exception {
    Path trained = SharedFiles.require("models/campplus_cn_en_common.pt");
    CatalogueEntry entry = Catalogue.entry("campplus-zh-en-advanced");
    assertThat(entry.pinnedSha256()).contains(Sha256.of(trained));
    assertThat(trained).hasSize(entry.bytes());
  }

  @Test
  void aMistypedKeyIsToldWithTheRightOne() {
    assertThatThrownBy(() -> Catalogue.entry("campplus-zh-en-advancd"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "model campplus-zh-en-advancd found (did you mean campplus-zh-en-advanced?), expected a"
                + " key of the catalogue, which speakerbench models lists");
  }

  @Test
  void anotherFileIsRefused() {
    Map<String, String> wrong =
        Map.of(
            "{}",
            "found schema , expected speakerbench-catalogue/1",
            "{\"schema\": \"speakerbench-catalogue/1\", \"models\": [{\"front_end\": \"x\"}]}",
            "found front end x",
            "{\"schema\": \"speakerbench-catalogue/1\", \"front_ends\": {\"x\": {}}, \"models\":"
                + " [{\"key\": \"a\", \"front_end\": \"x\"}, {\"key\": \"a\", \"front_end\": \"x\"}]}",
            "found key a twice");
    wrong.forEach(
        (json, message) ->
            assertThatThrownBy(() -> Catalogue.parse(json.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(message));
  }
}
