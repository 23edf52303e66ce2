package org.speakerbench.bench.accuracy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.score.EmbeddingTable;

/**
 * Embeddings of one model, front end and crop.
 *
 * @param tested clips of the trials
 * @param cohort clips to normalise with
 */
record Embedded(Map<String, float[]> tested, Map<String, float[]> cohort) {
  private static final String ENROLLED = "enrolled ";
  private static final String TESTED = "tested ";

  EmbeddingTable table() {
    return EmbeddingTable.of(tested);
  }

  /** The cohort without those that some front end or model cannot embed. */
  EmbeddingTable cohort(Set<String> failed) {
    Map<String, float[]> left = new LinkedHashMap<>(cohort);
    left.keySet().removeAll(failed);
    return EmbeddingTable.of(left);
  }

  /** The name of a clip in {@link #mixed} where it is enrolled. */
  static String enrolled(String clip) {
    return ENROLLED + clip;
  }

  /** The name of a clip in {@link #mixed} where it is tested. */
  static String tested(String clip) {
    return TESTED + clip;
  }

  /** Clips that are enrolled by these, and tested by others. */
  EmbeddingTable mixed(Embedded others) {
    Map<String, float[]> both = new LinkedHashMap<>();
    tested.forEach((id, embedding) -> both.put(enrolled(id), embedding));
    others.tested.forEach((id, embedding) -> both.put(tested(id), embedding));
    return EmbeddingTable.of(both);
  }
}
