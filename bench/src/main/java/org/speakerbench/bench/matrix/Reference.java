package org.speakerbench.bench.matrix;

import java.util.Map;

/**
 * What is right.
 *
 * @param expected embeddings by name of the clip, [dim] each
 * @param limit relative L2 up to which an answer is right
 * @param batchLimit the same of a clip in a batch to the clip alone
 */
record Reference(Map<String, float[]> expected, double limit, double batchLimit) {
  Reference {
    expected = Map.copyOf(expected);
  }
}
