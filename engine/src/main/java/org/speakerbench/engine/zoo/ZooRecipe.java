package org.speakerbench.engine.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;

/** How to make the weights of a zoo model, as written by {@code golden/python/export_zoo.py}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ZooRecipe(
    String schema,
    String key,
    String title,
    String architecture,
    @JsonProperty("modelscope_id") String modelscopeId,
    long parameters,
    @JsonProperty("sample_rate_hz") int sampleRateHz,
    @JsonProperty("feature_bins") int featureBins,
    @JsonProperty("min_frames") int minFrames,
    @JsonProperty("embedding_dim") int embeddingDim,
    FileRecord graph,
    FileRecord weights,
    List<Tensor> tensors) {

  static final String SCHEMA = "speakerbench-zoo-recipe/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file of the model: its name beside the graph, length and SHA-256. */
  record FileRecord(String file, long bytes, String sha256) {}

  /**
   * One tensor: element i is {@code float32(float32(u_i * bound) * scale[row])}, row-major.
   *
   * @param seed of {@link org.speakerbench.engine.SplitMix64}, 16 hexadecimal digits
   * @param bound float32 bits, 8 hexadecimal digits
   * @param scale float32 bits per index of dimension 0, 8 digits each; empty if there is none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Tensor(
      String name, int[] shape, String seed, String bound, String scale, long offset, long length) {

    long seedBits() {
      return Long.parseUnsignedLong(seed, 16);
    }

    float boundValue() {
      return floatAt(bound, 0);
    }

    float scaleOf(int row) {
      return floatAt(scale, row);
    }

    private static float floatAt(String hex, int index) {
      return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 8 * index, 8 * index + 8, 16));
    }
  }

  static ZooRecipe parse(InputStream json, String source) {
    ZooRecipe recipe;
    try {
      recipe = JSON.readValue(json, ZooRecipe.class);
    } catch (IOException e) {
      throw new SpeakerbenchException(source + ": not a weight recipe: " + e.getMessage(), e);
    }
    if (!SCHEMA.equals(recipe.schema)) {
      throw new SpeakerbenchException(
          source + ": found schema " + recipe.schema + ", expected " + SCHEMA);
    }
    return recipe;
  }
}
