package org.speakerbench.golden.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.golden.check.TestZoo;
import org.speakerbench.golden.pack.GoldenPack;

/** The helper on the example's pack: right, wrong, and without anything to check. */
class GoldenPackTestsTest {
  private static final Path PACK = Path.of("example/src/test/resources/voices");
  private static final String MODEL = "voices";
  private static final Path ONNX = TestZoo.zoo().materialize("campplus");

  @TempDir Path folder;

  private static List<String> failures(List<DynamicTest> tests) {
    List<String> messages = new ArrayList<>();
    for (DynamicTest test : tests) {
      try {
        test.getExecutable().execute();
      } catch (Throwable failure) {
        assertThat(failure).isInstanceOf(AssertionError.class);
        messages.add(failure.getMessage());
      }
    }
    return messages;
  }

  @Test
  void aModelIsATestForEachClipAndStage() {
    List<DynamicTest> tests = GoldenPackTests.of(PACK).model(MODEL, ONNX).tests().toList();
    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .hasSize(3 * (4 + 2 + 1))
        .contains(
            "espeak-de: SAMPLES against soundfile",
            "flite-awb: FBANK against float64",
            "flite-awb, voices: INFERENCE against onnxruntime",
            "flite-slt, voices: END_TO_END against onnxruntime");
    assertThat(failures(tests)).isEmpty();
  }

  @Test
  void anOwnWayIsHeldAgainstThePackFromFilesAndFromSamples() throws IOException {
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(ONNX)) {
      List<DynamicTest> tests =
          GoldenPackTests.of(PACK)
              .files(MODEL, embedder::embed)
              .waveforms(MODEL, embedder::embed)
              .tests()
              .toList();
      assertThat(tests).hasSize(2 * 3 * 2);
      assertThat(failures(tests)).isEmpty();
      GoldenPackAssert.assertAgrees(GoldenPack.open(PACK), MODEL, embedder);
    }
  }

  @Test
  void anotherFrontEndFailsWithWhatChanged() {
    FrontEnd withoutMean = new FrontEnd(FbankOptions.STANDARD, MeanNormalization.NONE);
    try (EmbeddingModel model = EmbeddingModel.open(ONNX)) {
      SpeakerEmbedder embedder = new SpeakerEmbedder(withoutMean, model);
      assertThat(
              failures(GoldenPackTests.of(PACK).waveforms(MODEL, embedder::embed).tests().toList()))
          .filteredOn(message -> message.startsWith("END_TO_END voices, flite-awb: relative L2 "))
          .singleElement()
          .asString()
          .contains(
              "(against onnxruntime, index ", "first diverging stage of flite-awb: END_TO_END")
          .contains("golden pack voices: made by ONNX Runtime 1.32.0, Linux x86_64, ")
          .contains("here: ONNX Runtime 1.", ", Java " + System.getProperty("java.vm.version"));
      assertThatThrownBy(
              () -> GoldenPackAssert.assertAgrees(GoldenPack.open(PACK), MODEL, embedder))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("parity: FAIL at END_TO_END")
          .hasMessageContaining("here: ONNX Runtime ");
    }
  }

  @Test
  void oneVoiceForAllFailsAsDoesWhatThrowsOrIsMissing() {
    List<String> same =
        failures(
            GoldenPackTests.of(PACK).waveforms(MODEL, clip -> new float[512]).tests().toList());
    assertThat(same).anyMatch(message -> message.startsWith("DISTINCT "));
    Embedding<Path> broken =
        wav -> {
          throw new InterruptedException("of the service");
        };
    assertThat(failures(GoldenPackTests.of(PACK).files(MODEL, broken).tests().toList()))
        .anyMatch(message -> message.contains("InterruptedException: of the service"));
    assertThat(failures(GoldenPackTests.of(PACK).files(MODEL, wav -> null).tests().toList()))
        .anyMatch(message -> message.contains("found no result"));
    assertThat(
            failures(GoldenPackTests.of(PACK).files(MODEL, wav -> new float[3]).tests().toList()))
        .anyMatch(message -> message.contains("found an embedding of 3 values, expected 512"));
  }

  @Test
  void thereAreNoTestsOfNothing() throws IOException {
    GoldenPackTests tests = GoldenPackTests.of(PACK);
    assertThatThrownBy(tests::tests)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("golden pack voices: found no model and no embedder to check, expected one");
    assertThatThrownBy(() -> tests.files("faces", wav -> new float[1]).tests())
        .hasMessage(
            "golden pack voices: found no references for model faces, expected one of voices");
    assertThatThrownBy(() -> tests.model(MODEL, folder.resolve("none.onnx")).tests())
        .hasMessageContaining("found no file " + folder.resolve("none.onnx"));
    assertThatThrownBy(() -> GoldenPackTests.of(folder))
        .hasMessageStartingWith(folder + ": manifest.json: no such file, expected one");
    Path other = Files.writeString(folder.resolve("other.onnx"), "other");
    assertThatThrownBy(() -> tests.model(MODEL, other).tests())
        .hasMessageStartingWith("golden pack voices: graph of voices: found SHA-256 ");
  }

  @Test
  void theProcessorIsNamedWithItsWidestInstructionSet() {
    List<String> lines = List.of("model name\t: A CPU", "flags\t\t: sse avx avx2", "model name: B");
    assertThat(Machine.cpu(lines)).isEqualTo("A CPU (avx2)");
    assertThat(Machine.cpu(List.of("Features : asimd"))).isEqualTo("unknown CPU");
  }
}
