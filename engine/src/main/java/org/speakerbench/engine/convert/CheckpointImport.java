package org.speakerbench.engine.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.checkpoint.StateTensor;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;

/** PyTorch's checkpoint of an architecture of the zoo to the ONNX model that it is exported as. */
public final class CheckpointImport {
  private final Map<String, StateTensor> state;
  private final Graph graph;

  private CheckpointImport(Map<String, StateTensor> state, Graph graph) {
    this.state = state;
    this.graph = graph;
  }

  /**
   * The model, with the weights of the checkpoint: the graph is the one that PyTorch 1.13.1 exports
   * with 3D-Speaker's script, each tensor has the bits that it gives it. What the file says of
   * itself are the architecture and the SHA-256 of the checkpoint.
   *
   * @param key of the zoo
   * @throws SpeakerbenchException if tensors of the checkpoint are missing, too many, or of other
   *     shapes or types: it names them, and the architectures that fit
   */
  public static OnnxModel model(String key, Checkpoint checkpoint) {
    ImportMap map = ImportMap.of(key);
    Fit.require(map, checkpoint.file(), checkpoint.tensors());
    OnnxModel model = OnnxModel.parse(Path.of(key + ".onnx"), Zoo.graph(key));
    SharedTensors.separate(model.graph());
    CheckpointImport importing = new CheckpointImport(checkpoint.tensors(), model.graph());
    map.copied().forEach(name -> importing.put(name, importing.values(name)));
    map.folded().forEach(importing::fold);
    describe(model, Zoo.model(key), checkpoint.file());
    return model;
  }

  private void fold(ImportMap.Folded fold) {
    List<float[]> norm = new ArrayList<>();
    fold.norm().forEach(name -> norm.add(values(name)));
    BatchNormFold folded =
        new BatchNormFold(norm.get(0), norm.get(1), norm.get(2), norm.get(3), fold.eps());
    put(fold.weight(), folded.weights(values(fold.convolution().get(0))));
    put(
        fold.bias(),
        fold.convolution().size() == 1
            ? folded.biases()
            : folded.biases(values(fold.convolution().get(1))));
  }

  private float[] values(String name) {
    return state.get(name).floats();
  }

  /** In place of the zoo's values, and of their number. */
  private void put(String name, float[] values) {
    Tensor replaced =
        graph
            .constant(name)
            .orElseThrow(
                () ->
                    new SpeakerbenchException(
                        "import map: found tensor " + name + ", expected one of the graph"));
    graph.put(Tensor.of(name, replaced.shape(), values));
  }

  private static void describe(OnnxModel model, ZooModel architecture, Path checkpoint) {
    Map<String, String> metadata = model.metadata();
    metadata.keySet().removeIf(name -> name.startsWith("speakerbench."));
    metadata.put("speakerbench.architecture", architecture.key());
    metadata.put("speakerbench.min_frames", String.valueOf(architecture.known().minFrames()));
    try {
      metadata.put("speakerbench.checkpoint_sha256", Sha256.of(checkpoint));
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + checkpoint + ": " + Reasons.of(e), e);
    }
    // The names that sherpa-onnx gives the front end of 3D-Speaker's models.
    metadata.put("framework", "3d-speaker");
    metadata.put("sample_rate", String.valueOf(architecture.known().sampleRateHz()));
    metadata.put("feat_dim", String.valueOf(architecture.known().featureBins()));
    metadata.put("normalize_samples", "1");
    metadata.put("feature_normalize_type", "global-mean");
    metadata.put("output_dim", String.valueOf(architecture.embeddingDim()));
  }
}
