package org.speakerbench.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.internal.Sha256;

class FetchedModelsTest {
  private static final String KEY = "campplus-zh-common";

  @TempDir Path folder;
  private FetchedModels models;

  @BeforeEach
  void open() {
    models = new FetchedModels(folder.resolve("models"));
  }

  private Path install(String content) throws IOException {
    Path work = Files.createDirectories(models.work(KEY));
    Path made = Files.writeString(work.resolve("x"), content);
    return models.install(
        made,
        new FetchStamp(
            FetchStamp.SCHEMA,
            KEY,
            "here",
            "2026-01-01T00:00:00Z",
            null,
            "ab",
            2,
            false,
            Sha256.of(made),
            Files.size(made),
            "UNCHECKED"));
  }

  @Test
  void aModelThatIsNotThereSaysHowItComes() {
    assertThat(models.file(KEY)).isEmpty();
    assertThat(models.stamp(KEY)).isEmpty();
    assertThatThrownBy(() -> models.require(KEY))
        .hasMessage(
            "model campplus-zh-common: found nothing in "
                + folder.resolve("models").resolve(KEY)
                + ", expected it to be fetched: run speakerbench models fetch campplus-zh-common");
  }

  @Test
  void aModelWithoutItsRecordIsNone() throws IOException {
    Path onnx = install("one");
    assertThat(models.file(KEY)).contains(onnx);
    Files.delete(onnx.resolveSibling(KEY + ".fetched.json"));
    assertThat(models.file(KEY)).isEmpty();
    assertThat(onnx).exists();
  }

  @Test
  void aModelThatChangedIsTold() throws IOException {
    Path onnx = install("one");
    assertThat(models.verify(KEY)).isEmpty();
    Files.writeString(onnx, "two");
    assertThat(models.verify(KEY).orElseThrow())
        .startsWith(onnx + " has SHA-256 ")
        .contains(", expected " + models.stamp(KEY).orElseThrow().modelSha256());
    Files.writeString(onnx, "three");
    assertThat(models.verify(KEY)).contains(onnx + " has 5 bytes, expected 3");
  }

  @Test
  void anotherTakesThePlaceOfTheFirst() throws IOException {
    install("one");
    assertThat(install("other")).hasContent("other");
    assertThat(models.verify(KEY)).isEmpty();
  }

  @Test
  void deletedIsAllOfIt() throws IOException {
    install("one");
    Files.writeString(models.work(KEY).resolve("m.part"), "half");
    assertThat(models.delete(KEY)).isGreaterThan(7);
    assertThat(folder.resolve("models")).isEmptyDirectory();
    assertThat(models.delete(KEY)).isZero();
  }

  @Test
  void aRecordOfSomethingElseIsRefused() throws IOException {
    Path onnx = install("one");
    Path record = onnx.resolveSibling(KEY + ".fetched.json");
    Files.writeString(record, Files.readString(record).replace("fetched/1", "fetched/9"));
    assertThatThrownBy(() -> models.stamp(KEY))
        .hasMessage(
            record + ": found schema speakerbench-fetched/9, expected speakerbench-fetched/1");
    Files.writeString(record, "[");
    assertThatThrownBy(() -> models.stamp(KEY))
        .hasMessageStartingWith(record + ": found no record of a fetched model");
  }
}
