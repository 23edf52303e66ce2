package org.speakerbench.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.internal.JsonTree;

/** Archives of Kaldi's own code, kaldiio and numpy: {@code golden/python/table_reference.py}. */
class TableReferenceTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/speakerbench/engine/table").toAbsolutePath();

  @TempDir private Path folder;

  static Stream<JsonNode> whatKaldiReads() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("expected.jsonl"))) {
      lines.add(JsonTree.read(line));
    }
    return lines.stream();
  }

  @ParameterizedTest
  @MethodSource("whatKaldiReads")
  void arraysAreThoseThatKaldiReads(JsonNode expected) {
    String source = expected.path("source").textValue();
    StoredArray found =
        source.contains(":")
            ? Table.at(FOLDER + "/" + source)
            : Table.all(FOLDER.resolve(source)).get(expected.path("id").textValue());

    assertThat(found.shape()).isEqualTo(integers(expected.path("shape")));
    assertThat(found.values()).isEqualTo(doubles(expected.path("values")));
  }

  private static int[] integers(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).intValue();
    }
    return values;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }

  @Test
  void whatAnArchiveHoldsItsIndexNames() {
    for (String name : List.of("float-vectors-binary", "double-matrices-text", "kaldiio")) {
      Map<String, StoredArray> archive = Table.all(FOLDER.resolve(name + ".ark"));
      Map<String, StoredArray> index = Table.all(FOLDER.resolve(name + ".scp"));
      assertThat(index.keySet()).containsExactlyElementsOf(archive.keySet());
      archive.forEach((id, array) -> assertSame(index.get(id), array));
    }
  }

  private static void assertSame(StoredArray found, StoredArray expected) {
    assertThat(found.toString()).isEqualTo(expected.toString());
    assertThat(found.values()).isEqualTo(expected.values());
  }

  @Test
  void textOfKaldiioIsFloat() {
    Map<String, StoredArray> text = Table.all(FOLDER.resolve("kaldiio-text.ark"));
    Map<String, StoredArray> binary = Table.all(FOLDER.resolve("kaldiio.ark"));
    assertThat(text).containsOnlyKeys("a", "speaker-b/utt", "ü");
    text.forEach((id, array) -> assertSame(array, binary.get(id)));
  }

  @Test
  void numPysArraysAreThoseOfTheMatrix() {
    StoredArray matrix = Table.at(FOLDER + "/matrix.npy");
    for (String file : List.of("matrix.npy", "matrix.npz")) {
      Map<String, StoredArray> rows = Table.all(FOLDER.resolve(file));
      assertThat(rows.keySet()).containsExactly("m1", "m2");
      assertThat(rows.get("m2").values()).isEqualTo(matrix.row(1).values());
    }
    Map<String, StoredArray> arrays = Table.all(FOLDER.resolve("arrays.npz"));
    Map<String, StoredArray> vectors = Table.all(FOLDER.resolve("float-vectors-binary.ark"));
    assertThat(arrays.keySet()).containsExactly("a", "speaker-b-utt", "ü");
    assertSame(arrays.get("speaker-b-utt"), vectors.get("speaker-b/utt"));
  }

  /** The arrays, in the order of an archive, as they would be after a run. */
  private static Archive.Parts parts(Map<String, StoredArray> arrays) {
    List<String> ids = List.copyOf(arrays.keySet());
    return new Archive.Parts() {
      @Override
      public int size() {
        return ids.size();
      }

      @Override
      public String id(int at) {
        return ids.get(at);
      }

      @Override
      public StoredArray array(int at) {
        return arrays.get(ids.get(at));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"float-vectors-binary", "float-matrices-binary"})
  void binaryArchivesAreKaldisByteForByte(String name) throws IOException {
    Path ours = folder.resolve(name + ".ark");
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    KaldiArchive.BINARY.write(
        parts(Table.all(FOLDER.resolve(name + ".ark"))),
        ours,
        (id, place) -> index.write((id + " " + place + "\n").getBytes()));

    assertThat(ours).hasSameBinaryContentAs(FOLDER.resolve(name + ".ark"));
    assertThat(index.toString().replace(folder + "/", ""))
        .isEqualTo(Files.readString(FOLDER.resolve(name + ".scp")));
  }

  static Stream<Archive> archives() {
    return Stream.of(
        KaldiArchive.BINARY, KaldiArchive.TEXT, new JsonLines(), new Npz(), new NpyMatrix());
  }

  @ParameterizedTest
  @MethodSource("archives")
  void everyArchiveAndItsIndexReadBackAsTheSameBits(Archive archive) throws IOException {
    Map<String, StoredArray> arrays = new HashMap<>();
    arrays.put("a b".replace(' ', '/'), StoredArray.vector(new float[] {1e-30f, -0f, 1 / 3f}));
    arrays.put("ü\"𝄞", StoredArray.vector(new float[] {Float.MAX_VALUE, 2, -7e-8f}));
    if (archive.holdsFeatures()) {
      arrays.putAll(Table.all(FOLDER.resolve("float-matrices-binary.ark")));
    }
    Path file = folder.resolve("x" + archive.suffix());
    Path index = folder.resolve("x.scp");
    StringBuilder lines = new StringBuilder();
    archive.write(parts(arrays), file, (id, place) -> lines.append(id + " " + place + "\n"));
    Files.writeString(index, lines);

    for (Path source : List.of(file, index)) {
      Map<String, StoredArray> found = Table.all(source);
      assertThat(found.keySet()).containsExactlyElementsOf(arrays.keySet());
      arrays.forEach(
          (id, array) -> {
            assertThat(found.get(id).rows()).isEqualTo(array.rows());
            assertThat(found.get(id).floats()).isEqualTo(array.floats());
          });
    }
  }
}
