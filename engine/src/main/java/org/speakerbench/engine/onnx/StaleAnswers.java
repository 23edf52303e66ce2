package org.speakerbench.engine.onnx;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds an answer that a session gave before, to other features. OpenVINO's plugin (1.8.1, one
 * thread) answers a run that it cannot compute with what its output held from an earlier one, and
 * says nothing; so does the next run that it can. Two clips with an embedding of the same bits do
 * not exist, but for features that are all the same value.
 */
final class StaleAnswers {
  /** Answers that are remembered: more than there are calls at a time, each of which has memory. */
  private static final int REMEMBERED = 4096;

  /** Of the hash FNV-1a with 64 bits, here over words of 32. */
  private static final long PRIME = 0x100000001b3L;

  /**
   * What was answered.
   *
   * @param input hash of the features and of their shape
   * @param constant whether all of them are the same value
   */
  private record Asked(long input, boolean constant) {}

  private final Map<Long, Asked> byAnswer =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Asked> eldest) {
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
   * @param constant whether the features are all the same value
   * @param answer [batch][dim]
   */
  synchronized boolean contain(long input, boolean constant, float[][] answer) {
    Asked asked = new Asked(input, constant);
    long hash = answer.length;
    for (float[] embedding : answer) {
      for (float value : embedding) {
        hash = hash(hash, value);
      }
    }
    Asked before = byAnswer.putIfAbsent(hash, asked);
    return before != null && before.input() != input && !(before.constant() && constant);
  }
}
