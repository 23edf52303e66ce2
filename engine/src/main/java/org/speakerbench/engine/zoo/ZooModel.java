package org.speakerbench.engine.zoo;

import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelKind;

/**
 * A model of the zoo: a published architecture with synthetic weights.
 *
 * @param key name on the command line
 * @param title name in the published table
 * @param architecture speakerlab class and arguments
 * @param modelscopeId a published checkpoint of this architecture; empty if there is none
 * @param parameters parameters of the class
 * @param embeddingDim length of an embedding
 * @param weightsBytes size of the weights file
 * @param graphSha256 of the graph file
 * @param weightsSha256 of the weights file
 */
public record ZooModel(
    String key,
    String title,
    String architecture,
    String modelscopeId,
    long parameters,
    int embeddingDim,
    long weightsBytes,
    String graphSha256,
    String weightsSha256,
    KnownModel known) {

  static ZooModel of(ZooRecipe recipe) {
    return new ZooModel(
        recipe.key(),
        recipe.title(),
        recipe.architecture(),
        recipe.modelscopeId(),
        recipe.parameters(),
        recipe.embeddingDim(),
        recipe.weights().bytes(),
        recipe.graph().sha256(),
        recipe.weights().sha256(),
        new KnownModel(
            recipe.key(),
            ModelKind.SYNTHETIC,
            recipe.sampleRateHz(),
            recipe.featureBins(),
            recipe.minFrames()));
  }
}
