package org.speakerbench.bench.accuracy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.ModelFacts;
import org.speakerbench.bench.format.AccuracyWork;

/**
 * All embeddings of a model.
 *
 * @param fileBytes of its file and its external weights
 * @param byCrop by crop, and by the name of the front end: {@link AccuracyWork#OWN} first
 */
record EmbeddedModel(
    ModelFacts facts, OptionalLong fileBytes, Map<Crop, Map<String, Embedded>> byCrop) {
  static EmbeddedModel of(ModelFacts facts, OptionalLong fileBytes) {
    return new EmbeddedModel(facts, fileBytes, new LinkedHashMap<>());
  }

  void add(Crop crop, String frontEnd, Embedded embedded) {
    byCrop.computeIfAbsent(crop, key -> new LinkedHashMap<>()).put(frontEnd, embedded);
  }

  /** Whether its own front end can embed clips of that length. */
  boolean has(Crop crop) {
    return byCrop.containsKey(crop);
  }

  Embedded own(Crop crop) {
    return byCrop.get(crop).get(AccuracyWork.OWN);
  }
}
