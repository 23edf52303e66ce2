package org.speakerbench.engine.extract.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

class NpyReaderTest {

  /** A file as NumPy writes it: magic, version, length of the header, header, data. */
  private static byte[] file(String header, byte[] data) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(data)
        .array();
  }

  private static String header(String dtype, String order, String shape) {
    return "{'descr': '"
        + dtype
        + "', 'fortran_order': "
        + order
        + ", 'shape': "
        + shape
        + ", }   ";
  }

  private static byte[] doubles(double... values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(buffer::putDouble);
    return buffer.array();
  }

  private static byte[] npy(float[] values, int... shape) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, values, shape);
    return out.toByteArray();
  }

  @Test
  void readsFloat64() {
    NpyArray array =
        NpyReader.parse(file(header("<f8", "False", "(1, 2)"), doubles(0.1, -1e300)), "a.npy");
    assertThat(array.dtype()).isEqualTo("float64");
    assertThat(array.shape()).containsExactly(1, 2);
    assertThat(array.values()).containsExactly(0.1, -1e300);
    assertThat(array).hasToString("float64 [1, 2]");
  }

  @Test
  void readsFloat32OfOneDimensionBitByBit() throws IOException {
    float[] values = {0.1f, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, -1f};
    NpyArray array = NpyReader.parse(npy(values, 5), "a.npy");
    assertThat(array.dtype()).isEqualTo("float32");
    assertThat(array.shape()).containsExactly(5);
    assertThat(array.floats()).containsExactly(values);
  }

  @Test
  void givesRowsOfAMatrix() throws IOException {
    NpyArray array = NpyReader.parse(npy(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), "a.npy");
    assertThat(array.row(0)).containsExactly(1, 2);
    assertThat(array.row(1)).containsExactly(3, 4);
    assertThat(array.row(2)).containsExactly(5, 6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f2 | False | (2,)   | found dtype <f2, expected <f4 or <f8",
        ">f8 | False | (2,)   | found dtype >f8, expected <f4 or <f8",
        "<i8 | False | (2,)   | found dtype <i8, expected <f4 or <f8",
        "<f8 | True  | (2,)   | found Fortran order, expected C order",
        "<f8 | Maybe | (2,)   | found the header {'descr'",
        "<f8 | False | (3,)   | expected 152 for shape [3]",
        "<f8 | False | (1,)   | expected 136 for shape [1]",
        "<f8 | False | (2, -1) | found the header {'descr'",
        "<f8 | False | (65536, 65536) | found shape [65536, 65536], expected fewer than 2^31 values",
        "<f8 | False | (99999999999,) | found shape (99999999999,), expected sizes below 2^31",
      })
  void refusesWhatItDoesNotRead(String dtype, String order, String shape, String message) {
    String header = String.format("%-117s", header(dtype, order, shape));
    assertThatThrownBy(() -> NpyReader.parse(file(header, doubles(1, 2)), "a.npy"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("a.npy: ")
        .hasMessageContaining(message);
  }

  @Test
  void readsAScalarAndAShapeWithSpaces() {
    NpyArray scalar = NpyReader.parse(file(header("<f8", "False", "()"), doubles(7)), "a.npy");
    assertThat(scalar.shape()).isEmpty();
    assertThat(scalar.values()).containsExactly(7);
    NpyArray two = NpyReader.parse(file(header("<f8", "False", "(2, )"), doubles(7, 8)), "a.npy");
    assertThat(two.shape()).containsExactly(2);
  }

  @Test
  void refusesEveryShorterFile() throws IOException {
    byte[] whole = npy(new float[] {1, 2}, 2);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> NpyReader.parse(cut, "a.npy"))
          .as(length + " bytes")
          .isInstanceOf(SpeakerbenchException.class);
    }
  }

  @Test
  void refusesOtherVersions() throws IOException {
    byte[] whole = npy(new float[] {1, 2}, 2);
    whole[6] = 2;
    assertThatThrownBy(() -> NpyReader.parse(whole, "a.npy"))
        .hasMessage("a.npy: found another format, expected NumPy's .npy, version 1.0");
  }
}
