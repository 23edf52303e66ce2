package org.speakerbench.bench.accuracy;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.score.Cosine;

/**
 * How far embeddings of the same clips are from others.
 *
 * @param cosineMean NaN without any
 * @param cosineMin the least
 * @param relativeL2Max the largest norm of a difference over that of the embedding it is from
 */
record Drift(double cosineMean, double cosineMin, double relativeL2Max) {
  static final Drift NONE = new Drift(Double.NaN, Double.NaN, Double.NaN);

  /** Of the clips that both have. */
  static Drift of(Map<String, float[]> from, Map<String, float[]> to) {
    return new Drift(
        each(from, to, id -> Cosine.similarity(from.get(id), to.get(id)))
            .average()
            .orElse(Double.NaN),
        each(from, to, id -> Cosine.similarity(from.get(id), to.get(id))).min().orElse(Double.NaN),
        each(from, to, id -> RelativeL2.of(from.get(id), to.get(id))).max().orElse(Double.NaN));
  }

  private static DoubleStream each(
      Map<String, float[]> from, Map<String, float[]> to, ToDoubleFunction<String> value) {
    return from.keySet().stream().filter(to::containsKey).mapToDouble(value);
  }
}
