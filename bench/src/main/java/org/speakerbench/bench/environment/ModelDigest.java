package org.speakerbench.bench.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.ModelIdentity;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Which model it is, weights included.
 *
 * <p>Of a file whose weights are in other files it is what {@code { sha256sum < model.onnx;
 * sha256sum FILE...; } | sha256sum} prints in the folder of the model, with the files in the order
 * of their names; of one that holds its own weights, its SHA-256. Of a zoo model they are those of
 * its recipe.
 *
 * @param graph SHA-256 of the ONNX file
 * @param weights digest of the external weights, or {@link #INSIDE}
 * @param whole digest of both
 * @param identity digest of weights and structure, see {@link ModelIdentity}: the same of another
 *     export of the same model
 */
public record ModelDigest(String graph, Fact weights, String whole, String identity) {
  /** What stands for the weights of a file that holds its own. */
  public static final String INSIDE = "in the ONNX file";

  /** Group of the facts in the environment. */
  public static final String GROUP = "models";

  private static final String WEIGHTS = " weights_sha256";

  /** Name of the fact that holds the weights' digest of a model. */
  public static String weightsFact(String model) {
    return model + WEIGHTS;
  }

  /**
   * Reads every file of a model; a zoo model is made if needed.
   *
   * @throws SpeakerbenchException if one cannot be read
   */
  public static ModelDigest of(ModelRef ref, Zoo zoo) {
    Path onnx = ref.path(zoo);
    OnnxModel model = OnnxModel.read(onnx);
    if (ref.isZoo()) {
      Fact weights = Fact.of(Zoo.model(ref.name()).weightsSha256(), "weight recipe of the zoo");
      return new ModelDigest(ref.sha256(), weights, ref.sha256(), ModelIdentity.of(model));
    }
    try {
      return ofFile(model);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot read " + ref.file() + " and its external data: " + Reasons.of(e), e);
    }
  }

  private static ModelDigest ofFile(OnnxModel model) throws IOException {
    String graph = Sha256.of(model.file());
    List<DataFile> files = model.dataFiles();
    if (files.isEmpty()) {
      Fact inside = Fact.of(INSIDE, "no tensor of it is external");
      return new ModelDigest(graph, inside, graph, ModelIdentity.of(model));
    }
    List<String> lines = new ArrayList<>();
    for (DataFile file : files) {
      if (file.bytes() < file.needed()) {
        throw new SpeakerbenchException(model.file() + ": found " + file.problem().orElseThrow());
      }
      Path data = model.file().resolveSibling(file.location());
      lines.add(line(Sha256.of(data), file.location()));
    }
    String weights = String.join("", lines);
    return new ModelDigest(
        graph,
        Fact.of(ofText(weights), "hash over the hashes of external data, files: " + lines.size()),
        ofText(line(graph, "-") + weights),
        ModelIdentity.of(model));
  }

  /** As {@code sha256sum} prints it. */
  private static String line(String sha256, String name) {
    return sha256 + "  " + name + "\n";
  }

  private static String ofText(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The facts of a model of this name. */
  public Map<String, Fact> facts(String model) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put(model + " graph_sha256", Fact.of(graph, "hash of the ONNX file"));
    facts.put(weightsFact(model), weights);
    return facts;
  }
}
