package org.speakerbench.bench.measure;

import java.util.Optional;
import java.util.OptionalLong;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;

/**
 * What reports say of a model.
 *
 * @param name zoo key, or the name given to a file
 * @param title name in the published table, or the name given to a file
 * @param synthetic whether the weights are those of the zoo
 * @param parameters empty for a file
 * @param embeddingDim length of an embedding; -1 if the file does not say
 * @param graphSha256 of the ONNX file
 * @param weightsSha256 of a zoo model's weights
 */
public record ModelFacts(
    String name,
    String title,
    boolean synthetic,
    OptionalLong parameters,
    int embeddingDim,
    String graphSha256,
    Optional<String> weightsSha256) {

  static ModelFacts of(ModelRef ref, int embeddingDim) {
    if (!ref.isZoo()) {
      return new ModelFacts(
          ref.name(),
          ref.name(),
          false,
          OptionalLong.empty(),
          embeddingDim,
          ref.sha256(),
          Optional.empty());
    }
    ZooModel model = Zoo.model(ref.name());
    return new ModelFacts(
        model.key(),
        model.title(),
        true,
        OptionalLong.of(model.parameters()),
        embeddingDim,
        model.graphSha256(),
        Optional.of(model.weightsSha256()));
  }
}
