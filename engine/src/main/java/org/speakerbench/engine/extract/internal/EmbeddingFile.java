package org.speakerbench.engine.extract.internal;

import java.nio.charset.StandardCharsets;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Reads what the encodings write of an embedding: NumPy's format, which its magic tells, or text.
 */
public final class EmbeddingFile {
  private static final int SHOWN = 20;

  private EmbeddingFile() {}

  /**
   * The values of an embedding, [dim].
   *
   * @param source what messages call it
   * @throws SpeakerbenchException if it holds something else
   */
  public static float[] parse(byte[] bytes, String source) {
    return NpyReader.isNpy(bytes) ? ofNpy(bytes, source) : ofText(bytes, source);
  }

  private static float[] ofNpy(byte[] bytes, String source) {
    NpyArray array = NpyReader.parse(bytes, source);
    int[] shape = array.shape();
    boolean row = shape.length == 2 && shape[0] == 1;
    if (shape.length != 1 && !row) {
      throw new SpeakerbenchException(source + ": found " + array + ", expected [dim] or [1, dim]");
    }
    return array.floats();
  }

  /** Bytes that are no UTF-8 become signs that are no numbers. */
  private static float[] ofText(byte[] bytes, String source) {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw new SpeakerbenchException(source + ": found an empty file, expected an embedding");
    }
    String[] fields = text.split("\\s+");
    float[] values = new float[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = number(fields[i], source);
    }
    return values;
  }

  private static float number(String field, String source) {
    try {
      float value = Float.parseFloat(field);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, as of a number that is not finite
    }
    String shown = field.length() > SHOWN ? field.substring(0, SHOWN) + "..." : field;
    throw new SpeakerbenchException(
        source
            + ": found \""
            + shown
            + "\", expected finite numbers separated by white space, or .npy");
  }
}
