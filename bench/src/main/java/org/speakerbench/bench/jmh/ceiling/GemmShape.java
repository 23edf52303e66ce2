package org.speakerbench.bench.jmh.ceiling;

import java.util.Arrays;
import org.speakerbench.engine.SpeakerbenchException;

/** The sizes of C[rows, columns] = A[rows, inner] B[inner, columns]. */
record GemmShape(int rows, int inner, int columns) {
  /**
   * The fastest of nine that were tried (docs/performance.md): large enough to keep one core busy
   * for ten milliseconds, and a slice of B that fits its cache.
   */
  static final String DEFAULT = "384x512x2048";

  /** Sums of more products would not be exact in float. */
  private static final int MOST = 8192;

  /**
   * A shape as JMH's parameter has it, such as {@value #DEFAULT}.
   *
   * @throws SpeakerbenchException if it is none
   */
  static GemmShape parse(String text) {
    if (!text.matches("\\d{1,5}x\\d{1,5}x\\d{1,5}")) {
      throw wrong(text);
    }
    int[] sizes = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    if (Arrays.stream(sizes).anyMatch(size -> size < 1 || size > MOST)) {
      throw wrong(text);
    }
    return new GemmShape(sizes[0], sizes[1], sizes[2]);
  }

  private static SpeakerbenchException wrong(String text) {
    return new SpeakerbenchException(
        "shape: found " + text + ", expected ROWSxINNERxCOLUMNS, each from 1 to " + MOST);
  }

  /** Multiply-adds of the product. */
  long macs() {
    return (long) rows * inner * columns;
  }
}
