package org.speakerbench.engine.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * Finds an answer that a session gave before, to other features. OpenVINO's plugin (1.8.1, one
 * thread) answers a run that it cannot compute with what its output held from an earlier one, and
 * says nothing; so does the next run that it can. Two clips of speech have no embedding of the same
 * bits, but silent ones may, and in bfloat16 those that differ by little.
 */
final class StaleAnswers {
  /** Answers that are remembered: more than there are calls at a time, each of which has memory. */
  private static final int REMEMBERED = 4096;

  /** Of the hash FNV-1a with 64 bits, here over words of 32. */
  private static final long PRIME = 0x100000001b3L;

  private static final float AMPLITUDE = (float) Math.sqrt(3);

  /** Hash of features and shape by that of their answer. */
  private final Map<Long, Long> byAnswer =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** One more value in a hash of 64 bits: of a million answers no two have the same by chance. */
  static long hash(long hash, float value) {
    return (hash ^ Float.floatToRawIntBits(value)) * PRIME;
  }

  /**
   * Whether an answer is one to other features; if it is not, it is remembered.
   *
   * @param input hash of features and shape
   * @param answer [batch][dim]
   */
  synchronized boolean contain(long input, float[][] answer) {
    long hash = answer.length;
    for (float[] embedding : answer) {
      for (float value : embedding) {
        hash = hash(hash, value);
      }
    }
    Long before = byAnswer.putIfAbsent(hash, input);
    return before != null && before != input;
  }

  /** Features of a deviation of 1, the same for each shape. */
  static Features noise(int frames, int bins) {
    return new Features(frames, bins, new SplitMix64(frames).noise(frames * bins, AMPLITUDE));
  }
}
