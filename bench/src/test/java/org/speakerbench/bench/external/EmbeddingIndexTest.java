package org.speakerbench.bench.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.measure.ForkFailedException;

class EmbeddingIndexTest {
  @TempDir private Path folder;

  @Test
  void embeddingsAreReadInTheOrderOfTheList() throws Exception {
    Path index =
        index("b " + file("b.txt", "1 2.5e-3\t-4\n") + "\n\na  " + file("a.txt", "0.5\n6\n7 "));

    assertThat(EmbeddingIndex.read(index, List.of("a", "b")))
        .containsExactly(
            Map.entry("a", new float[] {0.5f, 6, 7}), Map.entry("b", new float[] {1, 2.5e-3f, -4}));
  }

  @Test
  void everyUtteranceMustBeThere() throws Exception {
    refused(folder.resolve("none.scp"), "it wrote no {embedding_scp}");
    refused(index(""), "found no utterance a in its {embedding_scp} of 0, expected all 2");
    refused(
        index("a " + file("a.txt", "1")),
        "found no utterance b in its {embedding_scp} of 1, expected all 2");
    refused(index("a " + folder.resolve("x.txt")), "embedding of a: found no file");
    refused(index("a "), "found no utterance a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 nan 2", "1 inf", "[ 1 2 ]", "1,2", "\u0000\u0001", "1 -Infinity"})
  void onlyFiniteNumbersAreEmbeddings(String text) throws Exception {
    refused(
        index("a " + file("a.txt", text)),
        "embedding of a: found \"",
        "expected finite numbers separated by white space");
  }

  @Test
  void anEmptyFileIsNoEmbedding() throws Exception {
    refused(index("a " + file("a.txt", " \n")), "embedding of a: found an empty file");
  }

  private static void refused(Path index, String... sentence) {
    assertThatThrownBy(() -> EmbeddingIndex.read(index, List.of("a", "b")))
        .isInstanceOf(ForkFailedException.class)
        .hasMessageContainingAll(sentence);
  }

  private Path index(String text) throws IOException {
    return Files.writeString(folder.resolve("embedding.scp"), text);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
