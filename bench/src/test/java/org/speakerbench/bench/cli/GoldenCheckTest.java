package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/** A fetched model is held against the pack that has its key: here one of the zoo stands in. */
class GoldenCheckTest {
  private static final GoldenCheck PUBLISHED =
      new GoldenCheck(
          List.of(GoldenPack.embedded("options"), GoldenPack.embedded("published")),
          check -> check.withClips(List.of("flite-awb", "flite-slt")));

  private static CatalogueEntry called(String key) {
    CatalogueEntry like = Catalogue.entry("campplus-en-voxceleb");
    return new CatalogueEntry(
        key,
        like.id(),
        like.title(),
        like.family(),
        like.architecture(),
        like.language(),
        like.trainingData(),
        like.embeddingSize(),
        like.frontEnd(),
        like.licence(),
        like.licenceSource(),
        like.errorRate(),
        like.kind(),
        like.url(),
        like.mirror(),
        like.bytes(),
        like.sha256(),
        like.sha256Source());
  }

  @Test
  void aModelThatGivesWhatPythonGaveIsChecked() {
    Path onnx = Zoo.inCacheFolder().materialize("campplus");
    assertThat(PUBLISHED.check(called("campplus"), onnx))
        .matches("CHECKED: gives what golden pack \\S+ has for 2 clips");
  }

  @Test
  void anotherModelIsRefused() {
    Path onnx = Zoo.inCacheFolder().materialize("campplus-192");
    assertThatThrownBy(() -> PUBLISHED.check(called("campplus"), onnx))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("graph of campplus: found SHA-256");
  }

  @Test
  void withoutReferencesItIsUnchecked() {
    assertThat(PUBLISHED.check(called("sherpa-campplus-en-voxceleb"), Path.of("none.onnx")))
        .isEqualTo("UNCHECKED: no golden pack has references of it");
  }
}
