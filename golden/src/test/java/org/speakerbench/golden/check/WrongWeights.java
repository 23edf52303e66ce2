package org.speakerbench.golden.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.Zoo;

/** CAM++ with weights that are not its own. */
final class WrongWeights {
  private static final String MODEL = "campplus";
  private static final String WEIGHTS = MODEL + ".weights";

  private WrongWeights() {}

  /** The tensor in the middle of the network, all values 1% larger. */
  static EmbeddingModel oneTensorScaled(Path folder) throws IOException {
    Path graph = copy(folder);
    JsonNode tensors = tensors(MODEL);
    JsonNode tensor = tensors.get(tensors.size() / 2);
    byte[] weights = Files.readAllBytes(folder.resolve(WEIGHTS));
    ByteBuffer buffer = ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN);
    int start = tensor.get("offset").asInt();
    for (int at = start; at < start + tensor.get("length").asInt(); at += Float.BYTES) {
      buffer.putFloat(at, 1.01f * buffer.getFloat(at));
    }
    Files.write(folder.resolve(WEIGHTS), weights);
    return EmbeddingModel.open(graph);
  }

  /** All tensors but the last are those of the same network with embeddings of 192 values. */
  static EmbeddingModel ofAnotherModel(Path folder) throws IOException {
    Path graph = copy(folder);
    String other = "campplus-192";
    JsonNode tensors = tensors(MODEL);
    int shared = tensors.get(tensors.size() - 1).get("offset").asInt();
    byte[] weights = Files.readAllBytes(folder.resolve(WEIGHTS));
    Path source = TestZoo.zoo().materialize(other).resolveSibling(other + ".weights");
    System.arraycopy(Files.readAllBytes(source), 0, weights, 0, shared);
    Files.write(folder.resolve(WEIGHTS), weights);
    return EmbeddingModel.open(graph);
  }

  private static Path copy(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Zoo.materialize(MODEL, folder);
  }

  private static JsonNode tensors(String model) throws IOException {
    String recipe = "/org/speakerbench/assets/zoo/" + model + ".json";
    try (var in = WrongWeights.class.getResourceAsStream(recipe)) {
      return new ObjectMapper().readTree(in).get("tensors");
    }
  }
}
