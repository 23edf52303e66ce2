package org.speakerbench.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;

class TableTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/speakerbench/engine/table").toAbsolutePath();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          a  [ 1 2 x ]      @ found "x", expected a number
          a  [ 1 2          @ found the end, expected "]"
          a  [\\n 1 2\\n 3 ] @ found a row of 1 values, expected 2 as before
          a  [ 1 ]\\na [ 2 ] @ found the utterance a again, expected each once
          a [ 1 ]\\nb 2 3    @ found "2", expected "[", or a zero byte and "B"
          {"id": "a"}       @ expected "id", a text, and "embedding" or "features", an array
          {"id":"a","embedding":[1,"x"]} @ found "x", expected a number
          {"id":"a","features":[[1,2],[3]]} @ found rows of different length
          {"id":            @ line 1:
          a                 @ found "a", expected an id and a place
          a nowhere.ark:12  @ line 1: a: found no file nowhere.ark
          a sox x.wav - |  @ found the command
          """)
  void damageIsTold(String content, String message) throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, content.replace("\\n", "\n"));
    assertThatThrownBy(() -> Table.all(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSizeIsNeverBelieved() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(17).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("a \0BFM ".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 4).putInt(46340).put((byte) 4).putInt(46340);
    Path file = Files.write(folder.resolve("x.ark"), bytes.array());
    assertThatThrownBy(() -> Table.all(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found 0 more bytes, expected the 8589582400 that its header says");
  }

  /** Whatever bytes there are, the answer is arrays or a sentence. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "compressed-CM.ark",
        "double-vectors-binary.ark",
        "float-matrices-text.ark",
        "matrix.npy",
        "matrix.npz",
        "expected.jsonl",
        "kaldiio.scp"
      })
  void changedAndCutFilesNeverEndInAnotherException(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
    Path file = folder.resolve(name);
    if (name.equals("matrix.npy")) {
      Files.copy(FOLDER.resolve("matrix.ids.txt"), folder.resolve("matrix.ids.txt"));
    }
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 90; round++) {
      byte[] bytes = whole.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      if (round % 3 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Files.write(file, bytes);
      try {
        Table.all(file);
      } catch (SpeakerbenchException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aFolderIsItsFilesByName() throws IOException {
    Files.writeString(folder.resolve("a.embedding"), "1 2 3\n");
    Files.writeString(folder.resolve("b.feature"), "1.5 2 \n");
    Files.writeString(folder.resolve("c.feature"), "1 2 \n3 4 \n");
    Files.writeString(folder.resolve(".d.embedding"), "being written");
    Files.writeString(folder.resolve("index.scp"), "not read");
    Map<String, StoredArray> found = Table.all(folder);
    assertThat(found.keySet()).containsExactly("a", "b", "c");
    assertThat(found.get("a").shape()).containsExactly(3);
    assertThat(found.get("b").shape()).containsExactly(1, 2);
    assertThat(found.get("c").values()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void featuresOfSpeechCompressionAreTold() {
    StoredArray compressed = Table.all(FOLDER.resolve("compressed-CM.ark")).get("m1");
    assertThat(compressed.precision()).isEqualTo(StoredArray.Precision.COMPRESSED_SPEECH_FEATURE);
    assertThat(compressed.warning().orElseThrow()).contains("compressed to 8 bits");
    assertThat(compressed.features("x").frames()).isEqualTo(9);
    assertThat(Table.all(FOLDER.resolve("compressed-CM2.ark")).get("m1").warning()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[3:2]", "[9:9]", "[0:12]", "[0:1,3:4]", "[5]", "[0:1,0:1,0:1]"})
  void rangesOutsideAreRefusedAsKaldiDoes(String range) throws IOException {
    String place =
        Files.readAllLines(FOLDER.resolve("float-matrices-binary.scp")).get(0).split(" ")[1];
    assertThatThrownBy(() -> Table.at(FOLDER + "/" + place + range))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found the range");
  }
}
