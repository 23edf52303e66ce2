package org.speakerbench.bench.measure;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.spec.AxisOrder;

/**
 * Multiply-accumulates of one call of a model: those of its convolutions and matrix products, as
 * the file has them. It is run once under ONNX Runtime's own profiler, which writes down the shapes
 * of every node, with graph optimisations off, so that the count depends neither on the version nor
 * on the processor. Pooling, activations and normalisation are not counted, which is the custom.
 */
public final class Macs {
  private static final String KERNEL = "_kernel_time";

  private Macs() {}

  /**
   * Counts for features of so many clips, frames and bins.
   *
   * @param axes in which order the model takes them
   * @return empty if the model cannot be run so, or has operators of which shapes do not tell
   * @throws SpeakerbenchException if the profile cannot be written to the folder for temporary
   *     files
   */
  public static OptionalLong count(Path onnx, AxisOrder axes, int batch, int frames, int bins) {
    return sum(byNode(onnx, axes, batch, frames, bins));
  }

  /**
   * The same of each node, by its name.
   *
   * @return empty if the model cannot be run so; a count is empty where shapes do not tell
   */
  public static Map<String, OptionalLong> byNode(
      Path onnx, AxisOrder axes, int batch, int frames, int bins) {
    try {
      Path folder = Files.createTempDirectory("speakerbench-macs");
      try {
        return byNode(
            new ObjectMapper()
                .readTree(profile(onnx, folder, axes.shape(batch, frames, bins)).toFile()));
      } catch (OrtException e) {
        return Map.of(); // a count is not worth a run
      } finally {
        FolderTree.delete(folder);
      }
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot count the multiply-accumulates of "
              + onnx.getFileName()
              + ": the profile of ONNX Runtime cannot be written and read ("
              + e
              + ")",
          e);
    }
  }

  private static Path profile(Path onnx, Path folder, long[] shape) throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OptLevel.NO_OPT);
      options.enableProfiling(folder.resolve("profile").toString());
      try (OrtSession session = environment.createSession(onnx.toString(), options)) {
        Map.Entry<String, NodeInfo> input = session.getInputInfo().entrySet().iterator().next();
        long values = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        FloatBuffer zeros = FloatBuffer.allocate(Math.toIntExact(values));
        try (OnnxTensor features = OnnxTensor.createTensor(environment, zeros, shape)) {
          session.run(Map.of(input.getKey(), features)).close();
        }
        return Path.of(session.endProfiling());
      }
    }
  }

  /** Over all nodes; empty if there are none, or if one does not tell. */
  public static OptionalLong sum(Map<String, OptionalLong> byNode) {
    return byNode.isEmpty() || byNode.values().stream().anyMatch(OptionalLong::isEmpty)
        ? OptionalLong.empty()
        : OptionalLong.of(byNode.values().stream().mapToLong(OptionalLong::getAsLong).sum());
  }

  /** Of nodes that ran once; those of one name, or without, are counted together. */
  static Map<String, OptionalLong> byNode(JsonNode events) {
    Map<String, OptionalLong> counts = new HashMap<>();
    for (JsonNode event : events) {
      String name = event.path("name").asText();
      if (event.path("cat").asText().equals("Node") && name.endsWith(KERNEL)) {
        counts.merge(
            name.substring(0, name.length() - KERNEL.length()),
            NodeMacs.of(event.path("args")),
            (one, other) ->
                one.isEmpty() || other.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(one.getAsLong() + other.getAsLong()));
      }
    }
    return counts;
  }
}
