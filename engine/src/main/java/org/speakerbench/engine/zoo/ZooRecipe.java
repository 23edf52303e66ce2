package org.speakerbench.engine.zoo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * How to make the weights of a zoo model, as written by {@code golden/python/export_zoo.py}. What
 * each start needs is read by hand and the long list of tensors left out; reading all of it into
 * objects takes ten times longer.
 *
 * @param json the whole recipe
 */
record ZooRecipe(
    String key,
    String title,
    String architecture,
    String modelscopeId,
    long parameters,
    int sampleRateHz,
    int featureBins,
    int minFrames,
    int embeddingDim,
    FileRecord graph,
    FileRecord weights,
    Json json) {

  static final String SCHEMA = "speakerbench-zoo-recipe/1";

  /** Where the recipe is. */
  @FunctionalInterface
  interface Json {
    InputStream open();
  }

  /** A file of the model: its name beside the graph, length and SHA-256. */
  record FileRecord(String file, long bytes, String sha256) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Tensors(List<Tensor> tensors) {}

  /**
   * One tensor: element i is {@code float32(float32(u_i * bound) * scale[row])}, row-major.
   *
   * @param seed of {@link org.speakerbench.engine.internal.SplitMix64}, 16 hexadecimal digits
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

  /** All tensors with weights of their own, in the order of the file. */
  List<Tensor> tensors() {
    try (InputStream in = json.open()) {
      return new ObjectMapper().readValue(in, Tensors.class).tensors();
    } catch (IOException e) {
      throw notARecipe(key, e);
    }
  }

  /**
   * Reads a recipe up to its tensors.
   *
   * @param source what to call it in messages
   */
  static ZooRecipe parse(Json json, String source) {
    Map<String, String> values = new HashMap<>();
    try (InputStream in = json.open();
        JsonParser parser = new JsonFactory().createParser(in)) {
      JsonToken token = parser.nextToken();
      while (token != null && !"tensors".equals(parser.currentName())) {
        if (token.isScalarValue()) {
          values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
        }
        token = parser.nextToken();
      }
    } catch (IOException e) {
      throw notARecipe(source, e);
    }
    return of(values, json, source);
  }

  private static ZooRecipe of(Map<String, String> values, Json json, String source) {
    String schema = values.get("/schema");
    if (!SCHEMA.equals(schema)) {
      throw new SpeakerbenchException(source + ": found schema " + schema + ", expected " + SCHEMA);
    }
    try {
      return new ZooRecipe(
          values.get("/key"),
          values.get("/title"),
          values.get("/architecture"),
          values.get("/modelscope_id"),
          Long.parseLong(values.get("/parameters")),
          Integer.parseInt(values.get("/sample_rate_hz")),
          Integer.parseInt(values.get("/feature_bins")),
          Integer.parseInt(values.get("/min_frames")),
          Integer.parseInt(values.get("/embedding_dim")),
          file(values, "/graph"),
          file(values, "/weights"),
          json);
    } catch (NumberFormatException e) {
      throw notARecipe(source, e);
    }
  }

  private static FileRecord file(Map<String, String> values, String name) {
    return new FileRecord(
        values.get(name + "/file"),
        Long.parseLong(values.get(name + "/bytes")),
        values.get(name + "/sha256"));
  }

  private static SpeakerbenchException notARecipe(String source, Exception e) {
    return new SpeakerbenchException(source + ": not a weight recipe: " + e.getMessage(), e);
  }
}
