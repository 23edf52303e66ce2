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
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.onnx.ModelContents;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelFile;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * A model as a user names it: a zoo key, the key of a model of the catalogue that was fetched, the
 * path of an ONNX file, or {@code NAME=PATH}; any of these with {@code (tuned)} behind it for its
 * tuned graph.
 *
 * @param name a key, or what to call the file
 * @param file the ONNX file; null for a zoo model
 * @param graph which graph of it
 * @param provider where it is computed: no part of what a user names
 * @param formOf the model that the file is another form of, in int8 for instance: its answer is
 *     held against that model's; null if it is none
 */
public record ModelRef(
    String name, Path file, GraphForm graph, Provider provider, ModelRef formOf) {
  /** In a list: all models of the zoo. */
  public static final String ALL = "all";

  private static final String TUNED = " (" + GraphForm.TUNED + ")";

  /** The official graph of a model on ONNX Runtime's own provider. */
  public ModelRef(String name, Path file) {
    this(name, file, GraphForm.OFFICIAL, Provider.CPU, null);
  }

  /** Reads one name; a key wins over a file of the same name. */
  public static ModelRef parse(String text) {
    return parse(text, FetchedModels::inCacheFolder);
  }

  /** The same with another place for models that were fetched, which is asked for if needed. */
  static ModelRef parse(String text, Supplier<FetchedModels> fetched) {
    if (text.endsWith(TUNED)) {
      return parse(text.substring(0, text.length() - TUNED.length()), fetched).tuned();
    }
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
      if (models.stream().anyMatch(other -> other.label().equals(model.label()))) {
        throw new SpeakerbenchException(
            "model " + model.label() + " is repeated in " + text + ", expected each once");
      }
      models.add(model);
    }
    return models;
  }

  private static Stream<ModelRef> named(String text) {
    return text.equals(ALL) ? Zoo.keys().stream().map(ModelRef::parse) : Stream.of(parse(text));
  }

  /** Each model, and behind it its tuned graph. */
  public static List<ModelRef> withTuned(List<ModelRef> models) {
    return models.stream().flatMap(model -> Stream.of(model, model.tuned())).distinct().toList();
  }

  /** The same model by its tuned graph. */
  public ModelRef tuned() {
    return new ModelRef(name, file, GraphForm.TUNED, provider, formOf);
  }

  /** The same model, computed elsewhere. */
  public ModelRef on(Provider other) {
    return new ModelRef(name, file, graph, other, formOf);
  }

  /** The same file as a form of another model. */
  public ModelRef asFormOf(ModelRef model) {
    return new ModelRef(name, file, graph, provider, model.official());
  }

  /** The official graph of the model itself on ONNX Runtime's own provider, as its file has it. */
  public ModelRef official() {
    return new ModelRef(name, file);
  }

  /**
   * Refuses a form whose embeddings are of another length than its model's.
   *
   * @param values of its embeddings
   * @param expected of its model's
   */
  public void requireForm(int values, int expected) {
    if (formOf != null && values != expected) {
      throw new SpeakerbenchException(
          "model "
              + name
              + ": found embeddings of "
              + values
              + " values, expected "
              + expected
              + ", as of "
              + formOf.name()
              + ", of which it is said to be a form");
    }
  }

  /** Whether its answer is that of another precision than its model's. */
  public boolean isReduced() {
    return formOf != null || provider.precision().isReduced();
  }

  public boolean isTuned() {
    return graph == GraphForm.TUNED;
  }

  /** What reports call it, see {@link ModelLabel}. */
  public String label() {
    return new ModelLabel(name, graph, provider.label()).toString();
  }

  /** The text that {@link #parse} takes for it, whatever the working folder is; no provider. */
  public String text() {
    return (isZoo() ? name : name + "=" + file.toAbsolutePath()) + (isTuned() ? TUNED : "");
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

  /** Path of the official graph; a zoo model is made if needed. */
  public Path path(Zoo zoo) {
    return isZoo() ? zoo.materialize(name) : file;
  }

  /**
   * Opens the model; a zoo model is made if needed. Beside a file of the user's nothing is written.
   *
   * @throws SpeakerbenchException if that is not possible, or if a tuned graph is meant and there
   *     is none that may run: a log says why
   */
  public EmbeddingModel open(Zoo zoo, SessionSettings settings) {
    SessionSettings asked = provider.isPlugin() ? settings.with(provider) : settings;
    asked = isTuned() ? asked.with(GraphForm.TUNED) : asked;
    EmbeddingModel opened =
        isZoo() ? zoo.open(name, asked) : EmbeddingModel.open(file, known(), asked);
    if (isTuned() && opened.graph() != GraphForm.TUNED) {
      opened.close();
      throw new SpeakerbenchException(
          "model "
              + label()
              + ": found no tuned graph of it that may run here, expected its name without "
              + "("
              + GraphForm.TUNED
              + ")");
    }
    return opened;
  }

  /** SHA-256 of the official graph's file (which names its weights; a zoo recipe holds theirs). */
  public String sha256() {
    try {
      return isZoo() ? Zoo.model(name).graphSha256() : Sha256.of(file);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + file + ": " + Reasons.of(e), e);
    }
  }

  /** SHA-256 of all that the official graph is made of: its file and its weights. */
  public String contentsSha256() {
    return isZoo() ? sha256() : ModelContents.hash(file);
  }
}
