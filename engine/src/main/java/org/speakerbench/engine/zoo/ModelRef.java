package org.speakerbench.engine.zoo;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelFile;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * A model as a user names it: a zoo key, the key of a model of the catalogue that was fetched, the
 * path of an ONNX file, or {@code NAME=PATH}.
 *
 * @param name a key, or what to call the file
 * @param file the ONNX file; null for a zoo model
 */
public record ModelRef(String name, Path file) {
  /** In a list: all models of the zoo. */
  public static final String ALL = "all";

  /** Reads one name; a key wins over a file of the same name. */
  public static ModelRef parse(String text) {
    return parse(text, FetchedModels::inCacheFolder);
  }

  /** The same with another place for models that were fetched, which is asked for if needed. */
  static ModelRef parse(String text, Supplier<FetchedModels> fetched) {
    if (Zoo.contains(text)) {
      return new ModelRef(text, null);
    }
    try {
      return ModelArgument.isCatalogueKey(text)
          ? new ModelRef(text, fetched.get().require(text))
          : ModelArgument.file(text);
    } catch (InvalidPathException e) {
      throw new SpeakerbenchException("model " + text + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a list of names separated by commas, in which {@link #ALL} stands for all zoo keys; a
   * repeated name is an error.
   */
  public static List<ModelRef> parseList(String text) {
    List<ModelRef> models = new ArrayList<>();
    for (ModelRef model :
        Arrays.stream(text.split(",", -1)).map(String::strip).flatMap(ModelRef::named).toList()) {
      if (models.stream().anyMatch(other -> other.name.equals(model.name))) {
        throw new SpeakerbenchException(
            "model " + model.name + " is repeated in " + text + ", expected each once");
      }
      models.add(model);
    }
    return models;
  }

  private static Stream<ModelRef> named(String text) {
    return text.equals(ALL) ? Zoo.keys().stream().map(ModelRef::parse) : Stream.of(parse(text));
  }

  /** Whether the weights are synthetic. */
  public boolean isZoo() {
    return file == null;
  }

  /** What is known of the model without its file. */
  public KnownModel known() {
    return isZoo() ? Zoo.model(name).known() : KnownModel.file(name);
  }

  /**
   * What the model expects and gives: its file is read, not run, and a zoo model needs no weights.
   *
   * @throws SpeakerbenchException if it cannot be read or honoured
   */
  public ModelSpec spec() {
    return ModelSpec.of(
        known(),
        ModelFile.of(
            isZoo() ? OnnxModel.parse(Path.of(name), Zoo.graph(name)) : OnnxModel.read(file)));
  }

  /** Path of the graph; a zoo model is made if needed. */
  public Path path(Zoo zoo) {
    return isZoo() ? zoo.materialize(name) : file;
  }

  /**
   * Opens the model; a zoo model is made if needed. Beside a file of the user's nothing is written.
   */
  public EmbeddingModel open(Zoo zoo, SessionSettings settings) {
    return isZoo() ? zoo.open(name, settings) : EmbeddingModel.open(file, known(), settings);
  }

  /** SHA-256 of the graph file (which names its weights; a zoo recipe holds theirs). */
  public String sha256() {
    try {
      return isZoo() ? Zoo.model(name).graphSha256() : Sha256.of(file);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + file + ": " + e, e);
    }
  }
}
