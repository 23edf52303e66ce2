package org.speakerbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir Path folder;

  private Path file(TorchFile file) throws IOException {
    return file.write(folder.resolve("a.pt"));
  }

  private static PickleWriter dictionary() {
    return new PickleWriter().codes("}(");
  }

  private static PickleWriter pair(PickleWriter pickle, String name) {
    return pickle.text(name).tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1});
  }

  private Map<String, StateTensor> tensors(byte[] pickle, byte[] storage) throws IOException {
    Path file = file(TorchFile.of(pickle).with("archive/data/0", storage));
    try (Checkpoint checkpoint = Checkpoint.read(file)) {
      return checkpoint.tensors();
    }
  }

  @Test
  void readsNamesShapesAndValues() throws IOException {
    Map<String, List<Long>> shapes = Map.of("w", List.of(2L, 3L));
    Map<String, float[]> values = Map.of("w", new float[] {1, 2, 3, 4, 5, 6});
    try (Checkpoint read = Checkpoint.read(file(TorchFile.of(shapes, values)))) {
      StateTensor tensor = read.tensors().get("w");
      assertThat(tensor).hasToString("float32 [2, 3]");
      assertThat(tensor.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void viewsOfOneStorageHaveTheirOwnElements() throws IOException {
    byte[] pickle =
        dictionary()
            .text("transposed")
            .tensor("FloatStorage", "0", 7, 1, new long[] {3, 2}, new long[] {1, 3})
            .text("column")
            .tensor("FloatStorage", "0", 7, 2, new long[] {2, 1}, new long[] {3, 99})
            .text("scalar")
            .tensor("FloatStorage", "0", 7, 6, new long[0], new long[0])
            .text("none")
            .tensor("FloatStorage", "0", 7, 7, new long[] {0, 4}, new long[] {4, 1})
            .text("repeated")
            .tensor("FloatStorage", "0", 7, 3, new long[] {2, 2}, new long[] {0, 1})
            .codes("u")
            .end();
    Path file =
        file(TorchFile.of(pickle).with("archive/data/0", TorchFile.bytes(9, 1, 2, 3, 4, 5, 6)));
    try (Checkpoint read = Checkpoint.read(file)) {
      assertThat(read.tensors().get("transposed").floats()).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(read.tensors().get("column").floats()).containsExactly(2, 5);
      assertThat(read.tensors().get("scalar").floats()).containsExactly(6);
      assertThat(read.tensors().get("none").floats()).isEmpty();
      assertThat(read.tensors().get("repeated").floats()).containsExactly(3, 4, 3, 4);
    }
  }

  @Test
  void otherTypesAreWidenedExactlyOrNamed() throws IOException {
    byte[] halves = shorts(0x3c00, 0xc000, 0x0001, 0x83ff, 0x7bff, 0xfc00, 0x8000, 0x0400);
    float[] widened = {
      1, -2, 0x1p-24f, -1023 * 0x1p-24f, 65504, Float.NEGATIVE_INFINITY, -0f, 0x1p-14f
    };
    assertThat(typed("HalfStorage", halves, 8).floats()).containsExactly(widened);
    assertThat(typed("BFloat16Storage", shorts(0x3f80, 0xc049, 0x0001), 3).floats())
        .containsExactly(1, -3.140625f, Float.intBitsToFloat(0x10000));
    assertThat(Float.isNaN(typed("HalfStorage", shorts(0x7e00), 1).floats()[0])).isTrue();
    assertThat(typed("LongStorage", new byte[] {-2, -1, -1, -1, -1, -1, -1, -1}, 1).longs())
        .containsExactly(-2);
    StateTensor wide = typed("DoubleStorage", new byte[16], 2);
    assertThat(wide).hasToString("float64 [2]");
    assertThat(wide.isFloat()).isFalse();
    assertThatThrownBy(wide::floats)
        .hasMessage("tensor w: found float64, expected float32, float16 or bfloat16");
  }

  private static byte[] shorts(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }

  /** Read before its file is closed. */
  private StateTensor typed(String type, byte[] storage, int elements) throws IOException {
    byte[] pickle =
        dictionary()
            .text("w")
            .tensor(type, "0", elements, 0, new long[] {elements}, new long[] {1})
            .codes("u")
            .end();
    Path file = file(TorchFile.of(pickle).with("archive/data/0", storage));
    Checkpoint open = Checkpoint.read(file);
    opened.add(open);
    return open.tensors().get("w");
  }

  private final List<Checkpoint> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Checkpoint::close);
  }

  @Test
  void aTypeThatStandsAtTheTensorIsNamed() throws IOException {
    byte[] pickle =
        dictionary()
            .text("w")
            .global("torch._utils", "_rebuild_tensor_v3")
            .codes("((")
            .text("storage")
            .global("torch.storage", "UntypedStorage")
            .text("0")
            .text("cpu")
            .number(8)
            .codes("tQ")
            .number(0)
            .tuple(8)
            .tuple(1)
            .code(0x89)
            .global("collections", "OrderedDict")
            .codes(")R")
            .global("torch", "float8_e4m3fn")
            .codes("tR")
            .codes("u")
            .end();
    assertThat(tensors(pickle, new byte[8]).get("w")).hasToString("float8_e4m3fn [8]");
  }

  @Test
  void bigEndianFilesSaySo() throws IOException {
    byte[] pickle = pair(dictionary(), "w").codes("u").end();
    ByteBuffer storage = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2);
    Path file =
        file(
            TorchFile.of(pickle)
                .with("archive/data/0", storage.array())
                .with("archive/byteorder", "big"));
    try (Checkpoint read = Checkpoint.read(file)) {
      assertThat(read.tensors().get("w").floats()).containsExactly(1.5f, -2);
    }
  }

  /** What module.state_dict() has besides, and what parameters are saved as. */
  @Test
  void attributesOfADictionaryAndParametersAreTaken() throws IOException {
    byte[] pickle =
        new PickleWriter()
            .global("collections", "OrderedDict")
            .codes(")R(")
            .text("w")
            .global("torch._utils", "_rebuild_parameter")
            .codes("(")
            .tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1})
            .code(0x88)
            .global("collections", "OrderedDict")
            .codes(")RtRu}")
            .text("_metadata")
            .codes("}sb")
            .end();
    assertThat(tensors(pickle, TorchFile.bytes(1, 2)).keySet()).containsExactly("w");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict", "model", "embedding_model"})
  void theDictionaryMayStandBelowAKey(String key) throws IOException {
    PickleWriter pickle = dictionary().text("epoch").number(3).text("loss");
    pickle.tensor("FloatStorage", "0", 2, 0, new long[0], new long[0]).text(key).codes("}(");
    byte[] bytes = pair(pair(pickle, "module.a"), "module.b").codes("uu").end();
    assertThat(tensors(bytes, TorchFile.bytes(1, 2)).keySet()).containsExactly("a", "b");
  }

  @Test
  void aPrefixThatNotAllNamesHaveStays() throws IOException {
    byte[] bytes = pair(pair(dictionary(), "module.a"), "b").codes("u").end();
    assertThat(tensors(bytes, TorchFile.bytes(1, 2)).keySet()).containsExactly("module.a", "b");
    byte[] twice = pair(dictionary(), "module.module.a").codes("u").end();
    assertThat(tensors(twice, TorchFile.bytes(1, 2)).keySet()).containsExactly("a");
  }

  /** Protocol 4, as pickle_protocol=4 writes it. */
  @Test
  void operationsOfLaterProtocolsAreTaken() throws IOException {
    PickleWriter pickle = new PickleWriter().code(0x80).code(4).code(0x95).littleEndian(9, 8);
    pickle.code('}').code(0x94).code('(').code(0x8c).code(1).codes("w");
    pickle.code(0x8c).code(12).codes("torch._utils").code(0x8c).code(18);
    pickle.codes("_rebuild_tensor_v2").code(0x93).codes("((").text("storage");
    pickle.global("torch", "FloatStorage").text("0").text("cpu").codes("K").code(2).codes("tQK");
    pickle.code(0).code('K').code(2).code(0x85).code('K').code(1).code(0x85).codes("NNtRu");
    assertThat(tensors(pickle.end(), TorchFile.bytes(1, 2)).keySet()).containsExactly("w");
  }
}
