package org.speakerbench.bench.jmh.state;

import java.util.Arrays;
import java.util.Locale;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.engine.SpeakerbenchException;

/** What a process that embeds one clip again and again tells of its memory, as a line of text. */
final class MemoryAnswer {
  /** Start of the line. */
  private static final String MARK = "process-memory ";

  private static final int FIGURES = 6;

  private MemoryAnswer() {}

  static String line(ProcessMemory memory) {
    return String.format(
        Locale.ROOT,
        "%s%.6f %.6f %.6f %.6f %.6f %.0f",
        MARK,
        memory.jvmMb(),
        memory.loadedMb(),
        memory.firstMb(),
        memory.settledMb(),
        memory.peakMb(),
        memory.embeddings());
  }

  static boolean isAnswer(String line) {
    return line.startsWith(MARK);
  }

  static ProcessMemory parse(String line) {
    double[] figures =
        Arrays.stream(line.substring(MARK.length()).split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    if (figures.length != FIGURES) {
      throw new SpeakerbenchException(
          "process memory: found " + figures.length + " figures, expected " + FIGURES);
    }
    return new ProcessMemory(
        figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
  }
}
