package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

class ModelDigestTest {
  @TempDir private Path folder;
  private Path onnx;

  @BeforeEach
  void name() {
    onnx = folder.resolve("my.onnx");
  }

  @Test
  void aFileThatHoldsItsWeightsIsKnownByItsOwnHash() throws IOException {
    Files.write(onnx, TinyModel.inside());

    ModelDigest digest = digest();

    assertThat(digest.graph()).isEqualTo(Sha256.of(onnx));
    assertThat(digest.whole()).isEqualTo(digest.graph());
    assertThat(digest.weights().value()).isEqualTo("in the ONNX file");
  }

  /** Two trainings of one architecture: the same graph, other weights beside it. */
  @Test
  void externalWeightsBelongToTheModel() throws IOException {
    Files.write(onnx, TinyModel.external(14, "my.onnx.data"));
    Files.writeString(folder.resolve("my.onnx.data"), "first training");
    ModelDigest first = digest();
    Files.writeString(folder.resolve("my.onnx.data"), "other training");
    ModelDigest other = digest();

    assertThat(other.graph()).isEqualTo(first.graph());
    assertThat(other.whole()).isNotEqualTo(first.whole()).isNotEqualTo(other.graph());
    assertThat(other.weights().value()).isNotEqualTo(first.weights().value());
    assertThat(other.identity()).isNotEqualTo(first.identity());
  }

  /** {@code { sha256sum < my.onnx; sha256sum a.bin b.bin; } | sha256sum} */
  @Test
  void theDigestIsThatOfTheHashesInTheOrderOfNames() throws IOException {
    Files.write(onnx, TinyModel.external(1, "b.bin", "a.bin", "b.bin"));
    Files.writeString(folder.resolve("a.bin"), "a");
    Files.writeString(folder.resolve("b.bin"), "b");

    String weights =
        Sha256.of(folder.resolve("a.bin"))
            + "  a.bin\n"
            + Sha256.of(folder.resolve("b.bin"))
            + "  b.bin\n";
    assertThat(digest().weights().value()).isEqualTo(sha256(weights));
    assertThat(digest().whole()).isEqualTo(sha256(Sha256.of(onnx) + "  -\n" + weights));
    assertThat(digest().facts("my"))
        .containsEntry("my weights_sha256", digest().weights())
        .containsKey("my graph_sha256");
  }

  /** A location without the mark that it is used is of no weights. */
  @Test
  void aLocationThatIsNotUsedIsNone() throws IOException {
    Files.write(onnx, TinyModel.unused("old.bin"));

    assertThat(digest().weights().value()).isEqualTo(ModelDigest.INSIDE);
  }

  @Test
  void modelsOfTheZooAreKnownByTheirRecipe() {
    ModelDigest digest = ModelDigest.of(new ModelRef("campplus", null), Zoo.inCacheFolder());

    assertThat(digest.whole()).isEqualTo(Zoo.model("campplus").graphSha256());
    assertThat(digest.weights().value()).isEqualTo(Zoo.model("campplus").weightsSha256());
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    Files.write(onnx, TinyModel.external(7, "gone.bin"));
    refused(onnx + ": found no file", "gone.bin", "expected 7 bytes of weights there");
    Files.createFile(folder.resolve("gone.bin"));
    refused("gone.bin of 0 bytes, expected 7: it is empty");
    Files.writeString(onnx, "no protobuf at all");
    refused("found a text, expected an ONNX model");
    byte[] whole = TinyModel.external(7, "gone.bin");
    Files.write(onnx, Arrays.copyOf(whole, whole.length - 3));
    refused("found an ONNX file of " + (whole.length - 3) + " bytes", "at least " + whole.length);
  }

  /** Another export of a model: another name of its weights' file, or weights inside. */
  @Test
  void theIdentityIsOfWeightsAndStructure() throws IOException {
    Files.write(onnx, TinyModel.external(8, "one.bin"));
    Files.writeString(folder.resolve("one.bin"), "12345678");
    Path other = folder.resolve("other.onnx");
    Files.write(other, TinyModel.external(8, "two.bin"));
    Files.writeString(folder.resolve("two.bin"), "12345678");
    ModelDigest renamed = ModelDigest.of(new ModelRef("my", other), Zoo.inCacheFolder());

    assertThat(renamed.whole()).isNotEqualTo(digest().whole());
    assertThat(renamed.identity()).isEqualTo(digest().identity()).hasSize(64);
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::digest)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(parts);
  }

  private ModelDigest digest() {
    return ModelDigest.of(new ModelRef("my", onnx), Zoo.inCacheFolder());
  }

  private static String sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
