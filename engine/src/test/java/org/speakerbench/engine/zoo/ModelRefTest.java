package org.speakerbench.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.FetchedModels;

/** What a text means that names a model; some of it depends on the files of the current folder. */
class ModelRefTest {
  private static final Path HERE = Path.of("");

  private final Deque<Path> made = new ArrayDeque<>();

  private Path keep(Path file) {
    made.push(file);
    return file;
  }

  @AfterEach
  void deleteFiles() throws IOException {
    for (Path file : made) {
      Files.delete(file);
    }
  }

  @Test
  void aFileIsTakenWhateverItsNameIs() throws IOException {
    Path word = keep(Files.createTempFile(HERE, "model", "x"));
    assertThat(ModelRef.parse(word.toString())).isEqualTo(new ModelRef(word.toString(), word));

    Path checkpoint = Path.of("none-of-these.pt"); // whether it is there is found when it is opened
    assertThat(ModelRef.parse("none-of-these.pt"))
        .isEqualTo(new ModelRef("none-of-these.pt", checkpoint));
    assertThat(ModelRef.parse("model.onnx.data").file()).isEqualTo(Path.of("model.onnx.data"));
  }

  @Test
  void aFolderIsToldWithAModelInIt() throws IOException {
    String folder = keep(Files.createTempDirectory(HERE, "model")).toString();
    refused(folder, "model " + folder + ": found a folder, expected the path of an ONNX file");
    Path model = keep(Files.createFile(Path.of(folder, "b.onnx")));
    keep(Files.createFile(Path.of(folder, "c.onnx")));
    refused(
        folder, "model " + folder + ": found a folder, expected an ONNX file, such as " + model);
    refused("/", "model /: found a folder, expected the path of an ONNX file");
  }

  @Test
  void aForgottenSuffixIsTold() throws IOException {
    String file = keep(Files.createTempFile(HERE, "model", ".onnx")).toString();
    String word = file.replace(".onnx", "");
    refused(word, "model " + word + " found, expected " + file + ", which is a file here");
  }

  @ParameterizedTest
  @CsvSource({
    "camplus, campplus",
    "CAMPPlus, campplus",
    "campplus192, campplus-192",
    "eres2net-bse, eres2net-base",
    "eresnetv2, eres2netv2",
    "campplus-zh-en-advancd, campplus-zh-en-advanced",
    "wespeaker-en-resnet34-ml, wespeaker-en-resnet34-lm",
  })
  void aMistypedKeyIsToldWithTheRightOne(String mistyped, String key) {
    assertThatThrownBy(() -> ModelRef.parse(mistyped))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(
            "model " + mistyped + " found (did you mean " + key + "?), expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whisper", "wespeaker", "cam", "x"})
  void nothingIsGuessedFromAfar(String word) {
    assertThatThrownBy(() -> ModelRef.parse(word))
        .hasMessageStartingWith("model " + word + " found, expected one of campplus, ");
  }

  @Test
  void aKeyOfTheCatalogueIsTheModelThatWasFetched(@TempDir Path folder) throws IOException {
    FetchedModels fetched = new FetchedModels(folder);
    assertThatThrownBy(() -> ModelRef.parse("campplus-zh-en-advanced", () -> fetched))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageEndingWith("run speakerbench models fetch campplus-zh-en-advanced");
    Path onnx = folder.resolve("campplus-zh-en-advanced/campplus-zh-en-advanced.onnx");
    Files.createDirectories(onnx.getParent());
    Files.createFile(onnx);
    Files.createFile(onnx.resolveSibling("campplus-zh-en-advanced.fetched.json"));
    ModelRef ref = ModelRef.parse("campplus-zh-en-advanced", () -> fetched);
    assertThat(ref).isEqualTo(new ModelRef("campplus-zh-en-advanced", onnx));
    assertThat(ref.isZoo()).isFalse();
    // As the forks of a measurement are given it.
    assertThat(ModelRef.parse("campplus-zh-en-advanced=" + onnx)).isEqualTo(ref);
  }

  @Test
  void aKeyIsNoNameForAFile() {
    refused(
        "campplus=my.onnx",
        "model campplus=my.onnx: campplus is a key of the zoo, expected another name for a file,"
            + " such as my-campplus=my.onnx, or the path alone");
  }

  @Test
  void aFileWithAnEqualsSignIsToldApart() throws IOException {
    String file = keep(Files.createTempFile(HERE, "lr=0", ".1")).toString();
    String path = file.substring("lr=".length());
    refused(
        file,
        "model "
            + file
            + ": found no file "
            + path
            + " for NAME=PATH but one named "
            + file
            + ", expected ./"
            + file
            + " if that is meant");
    assertThat(ModelRef.parse("./" + file).file()).isEqualTo(Path.of("./" + file));
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> ModelRef.parse(text))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(message);
  }

  @Test
  void aTunedGraphIsARowOfItsOwn() {
    ModelRef tuned = ModelRef.parse("campplus (tuned)");
    assertThat(tuned).isEqualTo(ModelRef.parse("campplus").tuned());
    assertThat(tuned.name()).isEqualTo("campplus");
    assertThat(tuned.label()).isEqualTo("campplus (tuned)");
    assertThat(ModelRef.parse(tuned.text())).isEqualTo(tuned);

    ModelRef file = ModelRef.parse("mine=/models/a.onnx (tuned)");
    assertThat(file.file()).isEqualTo(Path.of("/models/a.onnx"));
    assertThat(file.label()).isEqualTo("mine (tuned)");
    assertThat(ModelRef.parse(file.text())).isEqualTo(file);

    List<ModelRef> both = ModelRef.withTuned(ModelRef.parseList("campplus,eres2net-base"));
    assertThat(both.stream().map(ModelRef::label))
        .containsExactly("campplus", "campplus (tuned)", "eres2net-base", "eres2net-base (tuned)");
    assertThat(ModelRef.parseList("campplus,campplus (tuned)")).isEqualTo(both.subList(0, 2));
  }
}
