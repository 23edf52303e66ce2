package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.fbank.Features;

class OutputFormatTest {

  /**
   * The bytes of each format, of archives those of a part; a new one does not compile until it is
   * here.
   */
  private static byte[] expected(OutputFormat format, boolean features) {
    return switch (format) {
      case TEXT -> ascii(features ? "0.500000 -2.000000 \n" : "0.5 -2\n");
      case TEXT_FULL -> ascii(features ? "0.5 -2.0 \n" : "0.5 -2.0\n");
      case NPY, ARK, ARK_TEXT, NPY_MATRIX, NPZ, JSONL ->
          npy(features ? "(1, 2)" : "(2,)", 0.5f, -2);
    };
  }

  @ParameterizedTest
  @EnumSource
  void eachFormatWritesItsOwnBytes(OutputFormat format) {
    float[] values = {0.5f, -2};
    assertThat(encode(format, values)).isEqualTo(expected(format, false));
    assertThat(encode(format, new Features(1, 2, values))).isEqualTo(expected(format, true));
  }

  @Test
  void noTwoFormatsWriteTheSameBytes() {
    float[] values = {1 / 3f, -2};
    Features features = new Features(1, 2, values);
    for (OutputFormat one : OutputFormat.values()) {
      for (OutputFormat other : OutputFormat.values()) {
        if (one != other && one.archive().isEmpty() && other.archive().isEmpty()) {
          assertThat(encode(one, values))
              .as("%s, %s", one, other)
              .isNotEqualTo(encode(other, values));
          assertThat(encode(one, features))
              .as("%s, %s", one, other)
              .isNotEqualTo(encode(other, features));
        }
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Version 1.0, as {@code numpy.save} writes it. */
  private static byte[] npy(String shape, float... values) {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    ByteBuffer bytes = ByteBuffer.allocate(128 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
    bytes.put(ascii(text + " ".repeat(117 - text.length()) + "\n"));
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @Test
  void embeddingTextIsOneLineOfValuesBetweenSpaces() {
    float[] embedding = {0.1f, -2f, 1234567f};
    assertThat(text(encode(OutputFormat.TEXT, embedding))).isEqualTo("0.1 -2 1.23457e+06\n");
    assertThat(text(encode(OutputFormat.TEXT_FULL, embedding))).isEqualTo("0.1 -2.0 1234567.0\n");
  }

  @Test
  void featureTextIsOneLineAFrameWithASpaceAfterEachValue() {
    Features features = new Features(2, 2, new float[] {1, -0.25f, 0, 2});
    assertThat(text(encode(OutputFormat.TEXT, features)))
        .isEqualTo("1.000000 -0.250000 \n0.000000 2.000000 \n");
    assertThat(text(encode(OutputFormat.TEXT_FULL, features))).isEqualTo("1.0 -0.25 \n0.0 2.0 \n");
  }

  @Test
  void fullTextReadsBackAsTheSameFloats() {
    Random random = new Random(5);
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt() & 0xBF7FFFFF);
    }
    String[] fields = text(encode(OutputFormat.TEXT_FULL, values)).strip().split(" ");
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.parseFloat(fields[i])).isEqualTo(values[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
  void textDoesNotFollowTheLocale(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertThat(text(encode(OutputFormat.TEXT, new float[] {0.5f, 1e-7f})))
          .isEqualTo("0.5 1e-07\n");
      assertThat(OutputFormat.TEXT_FULL.toString()).isEqualTo("text-full");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static byte[] encode(OutputFormat format, float[] embedding) {
    return bytes(out -> format.write(embedding, out));
  }

  private static byte[] encode(OutputFormat format, Features features) {
    return bytes(out -> format.write(features, out));
  }

  private static byte[] bytes(ScpRun.Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
