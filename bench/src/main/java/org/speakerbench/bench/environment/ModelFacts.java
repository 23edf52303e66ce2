package org.speakerbench.bench.environment;

import java.util.OptionalLong;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What reports say of a model.
 *
 * @param name zoo key, or the name given to a file
 * @param synthetic whether the weights are those of the zoo
 * @param sha256 of the ONNX file, and of its external weights if it is a file: see {@link
 *     ModelDigest}
 * @param parameters empty for a file
 * @param embeddingDim length of an embedding; -1 if the file does not say
 * @param precision {@code fp32} for the zoo; empty if not known
 */
public record ModelFacts(
    String name,
    boolean synthetic,
    String sha256,
    OptionalLong parameters,
    int embeddingDim,
    String precision) {

  /** Facts of a model whose embeddings have this length. */
  public static ModelFacts of(ModelRef ref, ModelDigest digest, int embeddingDim) {
    return new ModelFacts(
        ref.name(),
        ref.isZoo(),
        digest.whole(),
        ref.isZoo() ? OptionalLong.of(Zoo.model(ref.name()).parameters()) : OptionalLong.empty(),
        embeddingDim,
        ref.isZoo() ? "fp32" : "");
  }

  /** Name in the published table, or the name given to a file. */
  public String title() {
    return synthetic && Zoo.contains(name) ? Zoo.model(name).title() : name;
  }
}
