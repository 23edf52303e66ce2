package org.speakerbench.bench.matrix;

import java.util.List;

/**
 * What came of one call.
 *
 * @param embeddings one for each clip, [dim] each; none if it failed
 * @param problem what ONNX Runtime said; empty if it answered
 */
record Answer(List<float[]> embeddings, String problem) {
  Answer {
    embeddings = List.copyOf(embeddings);
  }

  static Answer of(List<float[]> embeddings) {
    return new Answer(embeddings, "");
  }

  static Answer failed(String problem) {
    return new Answer(List.of(), problem);
  }

  boolean isFailed() {
    return !problem.isEmpty();
  }
}
