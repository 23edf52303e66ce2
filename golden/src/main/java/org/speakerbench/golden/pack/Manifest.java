package org.speakerbench.golden.pack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * {@code manifest.json} of a pack, as {@code golden/python/export_reference.py} writes it; the
 * format is described in {@code golden/python/README.md}. Components are never null unless said.
 *
 * @param meanNormalization what is subtracted from the features for the models; null for {@code
 *     clip}, which packs without the key have
 * @param clipsFrom the embedded pack that holds the files of the clips; null for this one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(
    String schema,
    String name,
    Provenance generator,
    JsonNode fbankConfig,
    String meanNormalization,
    String clipsFrom,
    Map<String, Model> models,
    List<Clip> clips,
    Map<String, Embeddings> embeddings,
    Map<String, Sweep> sweeps) {

  static final String SCHEMA = "speakerbench-golden-pack/2";

  /** Keys that a manifest may leave out; of all others the parser misses none. */
  private static final List<String> OPTIONAL = List.of("mean_normalization", "clips_from");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** A file of the pack. */
  interface FileEntry {
    String path();

    String sha256();
  }

  /** An array: dtype is {@code float32} or {@code float64}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ArrayEntry(String path, String sha256, String dtype, int[] shape) implements FileEntry {}

  /** A clip's WAV. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Wav(String path, String sha256) implements FileEntry {}

  /** A model; {@code weightsSha256} is that of a zoo model's weights, null for a model file. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Model(
      String kind, String graphSha256, String weightsSha256, int embeddingDim, int minFrames) {

    boolean isSynthetic() {
      return "synthetic".equals(kind);
    }
  }

  /**
   * The arrays of a clip: samples [samples], the others [frames, dim]. Those of a library that does
   * not compute the clip's options are null.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Arrays(
      ArrayEntry samples,
      ArrayEntry fbankTorchaudio,
      ArrayEntry fbankKnf,
      ArrayEntry fbankFloat64,
      ArrayEntry fbankNormalised) {

    List<ArrayEntry> all() {
      return Stream.of(samples, fbankTorchaudio, fbankKnf, fbankFloat64, fbankNormalised)
          .filter(Objects::nonNull)
          .toList();
    }
  }

  /**
   * A front end of a clip's own.
   *
   * @param overrides merged into the pack's configuration key by key
   * @param vtlnWarp what the configuration has no key for
   * @param ditherSeed likewise
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record FrontEnd(JsonNode overrides, double vtlnWarp, long ditherSeed) {}

  /** A clip; {@code voice} is null for signals, {@code frontEnd} where it is the pack's. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Clip(
      String id,
      String description,
      String group,
      String voice,
      Wav wav,
      int sampleRateHz,
      FrontEnd frontEnd,
      int frames,
      Arrays arrays) {}

  /** Embeddings of a model, [clips, dim]; {@code pytorch} may be null. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Embeddings(
      List<String> clips, ArrayEntry pytorch, ArrayEntry onnxruntime, ArrayEntry onnxruntimeKnf) {}

  /**
   * Embeddings of a model for many frame counts, [rows, dim]: each case has {@code batch} rows, and
   * row {@code b} of {@code n} frames is the model on the clip's stored normalised features from
   * frame {@code b * rowOffset} on. Every row was computed alone; {@code pytorch} may be null.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Sweep(
      String clip,
      int rowOffset,
      List<SweepCase> cases,
      ArrayEntry pytorch,
      ArrayEntry onnxruntime) {

    int rows() {
      return cases.stream().mapToInt(SweepCase::batch).sum();
    }
  }

  /** A number of frames, and how many rows of that length there are. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SweepCase(int frames, int batch) {}

  /** Reads the manifest of a pack; {@link ManifestRules} says whether it agrees with itself. */
  static Manifest read(PackFiles files) {
    byte[] bytes = files.manifest();
    String where = files.where(PackFiles.MANIFEST);
    try {
      JsonNode root = JSON.readTree(bytes);
      String schema = root.path("schema").asText("none");
      if (!schema.equals(SCHEMA)) {
        throw new SpeakerbenchException(
            where + ": found schema " + schema + ", expected " + SCHEMA);
      }
      for (String key : OPTIONAL) {
        ((ObjectNode) root).putIfAbsent(key, NullNode.getInstance());
      }
      return JSON.treeToValue(root, Manifest.class);
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("no reason given");
      throw new SpeakerbenchException(where + ": not a manifest: " + problem, e);
    } catch (IOException e) {
      throw new SpeakerbenchException(where + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
