package org.speakerbench.engine.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.CacheFolder;
import org.speakerbench.engine.internal.Nearest;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.OptimizedGraph;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * The embedded models: graphs and weight recipes from the assets, weights made on first use in a
 * cache folder.
 */
public final class Zoo {
  /** Recipes that were read already. */
  private static final Map<String, ZooRecipe> RECIPES = new ConcurrentHashMap<>();

  private final Path directory;

  /** A zoo whose weights are kept below {@code directory}. */
  public Zoo(Path directory) {
    this.directory = directory;
  }

  /** A zoo in the platform's cache folder, for example {@code ~/.cache/speakerbench/zoo}. */
  public static Zoo inCacheFolder() {
    return new Zoo(CacheFolder.locate().resolve("zoo"));
  }

  /**
   * All keys, as the index of the assets lists them: the models of the published RTF table in its
   * order, then the others; none where the assets are not on the class path.
   */
  public static List<String> keys() {
    return ZooIndex.KEYS;
  }

  /** Whether there is a zoo model of this key. */
  public static boolean contains(String key) {
    return keys().contains(key);
  }

  /** Facts of a model; makes nothing. */
  public static ZooModel model(String key) {
    return ZooModel.of(recipe(key));
  }

  /** The graph of a model; its weights are not in it. */
  public static byte[] graph(String key) {
    return resource(recipe(key).graph().file());
  }

  /**
   * How the tensors of a model's graph are made from a checkpoint: JSON, as {@code
   * golden/python/import_map.py} writes it.
   */
  public static byte[] importMap(String key) {
    return resource(recipe(key).key() + ".import.json");
  }

  /** Where the weights are kept. */
  public Path directory() {
    return directory;
  }

  /**
   * Makes the files of a model if they are not there yet, and returns the graph's path. Files whose
   * size or time of change is not what was recorded are hashed, and made again if damaged.
   *
   * @throws SpeakerbenchException if the folder cannot be written or the disk is full
   */
  public Path materialize(String key) {
    return files(key, directory.resolve(key)).ensure();
  }

  /** Makes the files of a model in a folder of the caller's and returns the graph's path. */
  public static Path materialize(String key, Path folder) {
    return files(key, folder).ensure();
  }

  /**
   * Compares the hashes of a model's files with its recipe.
   *
   * @return which file differs, in one sentence; empty if none does
   */
  public Optional<String> verify(String key) {
    return files(key, directory.resolve(key)).verify();
  }

  /** Whether any file of a model is in the cache folder. */
  public boolean hasFiles(String key) {
    return files(key, directory.resolve(key)).exist();
  }

  /**
   * Deletes what is kept of a model: graph, weights, optimised graphs. A process that uses them
   * goes on where the platform deletes files in use.
   *
   * @return how many bytes there were; 0 if there was nothing
   */
  public long delete(String key) throws IOException {
    return files(key, directory.resolve(key)).delete();
  }

  /** Opens a model, making its files if needed; its optimised graph is kept beside them. */
  public EmbeddingModel open(String key, SessionSettings settings) {
    Path graph = materialize(key);
    ZooModel model = model(key);
    OptimizedGraph optimized =
        new OptimizedGraph(model.graphSha256() + " " + model.weightsSha256());
    return EmbeddingModel.open(graph, model.known(), settings, optimized);
  }

  private static ZooFiles files(String key, Path folder) {
    ZooRecipe recipe = recipe(key);
    return new ZooFiles(recipe, () -> resource(recipe.graph().file()), folder);
  }

  private static ZooRecipe recipe(String key) {
    if (!contains(key)) {
      throw unknown(key);
    }
    return RECIPES.computeIfAbsent(key, Zoo::readRecipe);
  }

  private static ZooRecipe readRecipe(String key) {
    String file = key + ".json";
    return ZooRecipe.parse(() -> openResource(file), file);
  }

  static SpeakerbenchException unknown(String key) {
    String expected =
        keys().isEmpty()
            ? "the path of an ONNX file, or speakerbench-assets, which has the zoo, on the class path"
            : "one of " + String.join(", ", keys()) + " or the path of an ONNX file";
    String meant =
        Nearest.meant(key, keys()).map(near -> " (did you mean " + near + "?)").orElse("");
    return new SpeakerbenchException("model " + key + " found" + meant + ", expected " + expected);
  }

  private static byte[] resource(String name) {
    try (InputStream in = openResource(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot read " + name + " of the assets: " + Reasons.of(e), e);
    }
  }

  private static InputStream openResource(String name) {
    InputStream in = ZooAssets.open(name);
    if (in == null) {
      throw new SpeakerbenchException(
          "zoo file " + name + " is missing, expected speakerbench-assets on the class path");
    }
    return in;
  }
}
