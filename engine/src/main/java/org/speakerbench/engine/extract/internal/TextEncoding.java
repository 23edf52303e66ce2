package org.speakerbench.engine.extract.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.speakerbench.engine.fbank.Features;

/**
 * Lines of numbers as the C++ tools lay them out: an embedding is one line with spaces between its
 * values, features are one line a frame with a space after each value.
 */
public final class TextEncoding implements Encoding {
  /** The digits of the C++ tools: 6 significant ones of an embedding, 6 decimals of features. */
  public static final TextEncoding CPP = new TextEncoding(CppText::general, CppText::fixed);

  /** The fewest digits that read back as the same float. */
  public static final TextEncoding EXACT = new TextEncoding(Digits::exact, Digits::exact);

  /** How one value is put behind a line. */
  @FunctionalInterface
  private interface Digits {
    void put(float value, AsciiText line);

    static void exact(float value, AsciiText line) {
      line.put(Float.toString(value));
    }
  }

  private final Digits ofEmbedding;
  private final Digits ofFeatures;

  private TextEncoding(Digits ofEmbedding, Digits ofFeatures) {
    this.ofEmbedding = ofEmbedding;
    this.ofFeatures = ofFeatures;
  }

  @Override
  public void write(float[] embedding, OutputStream out) throws IOException {
    AsciiText line = new AsciiText();
    for (float value : embedding) {
      if (!line.isEmpty()) {
        line.put(' ');
      }
      ofEmbedding.put(value, line);
    }
    line.put('\n');
    line.writeTo(out);
  }

  @Override
  public void write(Features features, OutputStream out) throws IOException {
    AsciiText line = new AsciiText();
    for (int frame = 0; frame < features.frames(); frame++) {
      line.clear();
      for (int bin = 0; bin < features.bins(); bin++) {
        ofFeatures.put(features.at(frame, bin), line);
        line.put(' ');
      }
      line.put('\n');
      line.writeTo(out);
    }
  }
}
