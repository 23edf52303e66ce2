package org.speakerbench.bench.environment;

import java.util.OptionalLong;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.inspect.Parameters;
import org.speakerbench.engine.graph.inspect.Precision;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.zoo.ModelLabel;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What reports say of a model.
 *
 * @param name zoo key, or the name given to a file; with {@code (tuned)} behind it if the model
 *     runs by its tuned graph, and all else is that of its official one
 * @param synthetic whether the weights are those of the zoo
 * @param sha256 of the ONNX file, and of its external weights if it is a file: see {@link
 *     ModelDigest}
 * @param parameters of the zoo's class, or of a file as {@link Parameters} counts them; empty in
 *     reports that did not count
 * @param embeddingDim length of an embedding; -1 if the file does not say
 * @param precision {@code fp32} for example; empty if not known
 * @param identity see {@link ModelDigest}; empty in reports that do not have it
 * @param formOf name of the model that the file is another form of; empty if it is none
 */
public record ModelFacts(
    String name,
    boolean synthetic,
    String sha256,
    OptionalLong parameters,
    int embeddingDim,
    String precision,
    String identity,
    String formOf) {

  /** Of a model that is a form of no other. */
  public ModelFacts(
      String name,
      boolean synthetic,
      String sha256,
      OptionalLong parameters,
      int embeddingDim,
      String precision,
      String identity) {
    this(name, synthetic, sha256, parameters, embeddingDim, precision, identity, "");
  }

  /** Facts of a model whose embeddings have this length. */
  public static ModelFacts of(ModelRef ref, ModelDigest digest, int embeddingDim) {
    if (ref.isZoo()) {
      OptionalLong parameters = OptionalLong.of(Zoo.model(ref.name()).parameters());
      return new ModelFacts(
          ref.label(), true, digest.whole(), parameters, embeddingDim, "fp32", digest.identity());
    }
    OnnxModel model = OnnxModel.read(ref.file());
    return new ModelFacts(
        ref.label(),
        false,
        digest.whole(),
        OptionalLong.of(Parameters.count(model)),
        embeddingDim,
        Precision.of(model).label(),
        digest.identity(),
        ref.formOf() == null ? "" : ref.formOf().name());
  }

  /** Name of the model of which this is a way to compute it: itself, or what it is a form of. */
  public String family() {
    return formOf.isEmpty() ? ModelLabel.parse(name).model() : formOf;
  }

  /** Whether it is the model itself: the official graph of its file on the CPU provider. */
  public boolean isOfficial() {
    return formOf.isEmpty() && ModelLabel.parse(name).model().equals(name);
  }

  /** Which graph of the model runs. */
  public GraphForm graph() {
    return ModelLabel.parse(name).graph();
  }

  /** Name of the execution provider that computes it, {@code cpu} for ONNX Runtime's own. */
  public String provider() {
    return ModelLabel.parse(name).providerName();
  }

  /** What the provider computes in, {@code f32}; empty if the name of the provider does not say. */
  public String computePrecision() {
    return ModelLabel.parse(name).precision();
  }

  /** Name in the published table, or the name given to a file. */
  public String title() {
    ModelLabel label = ModelLabel.parse(name);
    return synthetic && Zoo.contains(label.model())
        ? label.withModel(Zoo.model(label.model()).title()).toString()
        : name;
  }
}
