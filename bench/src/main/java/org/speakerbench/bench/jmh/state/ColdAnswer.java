package org.speakerbench.bench.jmh.state;

import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * What a process that embeds one clip tells, as a line of text.
 *
 * @param jvmMs from the start of the JVM to the first class of ours, ms
 * @param loadMs of opening the model, ms
 * @param embedMs of the first embedding, WAV file included, ms
 * @param cpuMs CPU time of the process so far, ms
 * @param embedding [dim]
 */
public record ColdAnswer(
    double jvmMs, double loadMs, double embedMs, double cpuMs, float[] embedding) {
  /** Start of the line: a JVM prints its warnings to the same stream. */
  private static final String MARK = "first-embedding ";

  private static final int FIGURES = 4;

  String line() {
    StringBuilder line = new StringBuilder(MARK);
    line.append(String.format(Locale.ROOT, "%.3f %.3f %.3f %.3f", jvmMs, loadMs, embedMs, cpuMs));
    for (float value : embedding) {
      line.append(' ').append(value);
    }
    return line.toString();
  }

  static boolean isAnswer(String line) {
    return line.startsWith(MARK);
  }

  static ColdAnswer parse(String line) {
    String[] fields = line.substring(MARK.length()).split(" ");
    if (fields.length <= FIGURES) {
      throw new SpeakerbenchException(
          "first embedding: found " + fields.length + " fields, expected more than " + FIGURES);
    }
    float[] embedding = new float[fields.length - FIGURES];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = Float.parseFloat(fields[FIGURES + i]);
    }
    return new ColdAnswer(
        Double.parseDouble(fields[0]),
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]),
        Double.parseDouble(fields[3]),
        embedding);
  }
}
