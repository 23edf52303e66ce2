package org.speakerbench.engine.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Value;

/**
 * What an ONNX file says of itself.
 *
 * @param path where it is: beside it is the sidecar, if there is one
 * @param metadata what its makers wrote into it
 */
public record ModelFile(
    Path path, Map<String, String> metadata, List<Value> inputs, List<Value> outputs) {

  /** That of a model that was read. */
  public static ModelFile of(OnnxModel model) {
    return new ModelFile(
        model.file(), model.metadata(), model.graph().inputs(), model.graph().outputs());
  }
}
