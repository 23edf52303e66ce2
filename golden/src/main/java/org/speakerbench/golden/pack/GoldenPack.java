package org.speakerbench.golden.pack;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.engine.zoo.ZooModel;

/**
 * A golden pack: what Python computed for some clips and models, with where it comes from.
 *
 * <p>Opening reads and checks the manifest; arrays are read when asked for, and their SHA-256
 * checked each time. A file that is missing or differs is a {@link SpeakerbenchException}, never
 * passed over.
 */
public final class GoldenPack {
  private static final String PACKS = "/org/speakerbench/golden/packs/";
  private static final String PUBLISHED = "published";

  /** The embedded pack of a trained model, whose file only a user has. */
  public static final String TRAINED = "trained";

  private static final List<String> WITH_CLIPS = List.of(PUBLISHED, "options");
  private static final List<String> EMBEDDED = List.of(PUBLISHED, "options", TRAINED);

  private final PackFiles files;
  private final Manifest manifest;
  private final FrontEnds frontEnds;
  private final List<GoldenClip> clips;

  private GoldenPack(PackFiles files) {
    this.files = files;
    manifest = Manifest.read(files);
    String where = files.where(PackFiles.MANIFEST);
    PackFiles clipFiles = clipFiles(where);
    frontEnds = new FrontEnds(where, manifest.fbankConfig(), manifest.meanNormalization());
    new ManifestRules(where, frontEnds).check(manifest);
    clips =
        manifest.clips().stream()
            .map(clip -> new GoldenClip(clipFiles, clip, frontEnds.of(clip), frontEnds.mean()))
            .toList();
  }

  /** The clips' files are pinned by this pack's manifest, wherever they are. */
  private PackFiles clipFiles(String where) {
    String from = manifest.clipsFrom();
    if (from == null) {
      return files;
    }
    if (!WITH_CLIPS.contains(from)) {
      throw new SpeakerbenchException(
          where
              + ": clips_from is "
              + from
              + ", expected an embedded pack that holds clips: "
              + String.join(", ", WITH_CLIPS));
    }
    return PackFiles.resources(PACKS + from + "/");
  }

  /** The pack of the published models, from the class path. */
  public static GoldenPack embedded() {
    return embedded(PUBLISHED);
  }

  /** A pack from the class path: one of {@link #embeddedNames}. */
  public static GoldenPack embedded(String name) {
    if (!EMBEDDED.contains(name)) {
      throw new SpeakerbenchException(
          "found no embedded golden pack "
              + name
              + ", expected one of "
              + String.join(", ", EMBEDDED));
    }
    return new GoldenPack(PackFiles.resources(PACKS + name + "/"));
  }

  /**
   * {@code published}: clips and models; {@code options}: every option of the front end; {@code
   * trained}: a trained model, whose file its user has, on the clips of {@code published}.
   */
  public static List<String> embeddedNames() {
    return EMBEDDED;
  }

  /** A pack in a folder. */
  public static GoldenPack open(Path directory) {
    return new GoldenPack(PackFiles.directory(directory));
  }

  /** The name that its maker gave it. */
  public String name() {
    return manifest.name();
  }

  /** Where it comes from. */
  public Provenance provenance() {
    return manifest.generator();
  }

  /** The front end of all clips that have none of their own. */
  public FbankOptions fbankOptions() {
    return frontEnds.standard();
  }

  /** The front end of the models: that of all clips that have none of their own, and the mean. */
  public FrontEnd frontEnd() {
    return new FrontEnd(frontEnds.standard(), frontEnds.mean());
  }

  /** All clips, in the manifest's order. */
  public List<GoldenClip> clips() {
    return clips;
  }

  /** One clip. */
  public GoldenClip clip(String id) {
    return clips.stream()
        .filter(clip -> clip.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    "golden pack "
                        + name()
                        + ": found no clip "
                        + id
                        + ", expected one of "
                        + String.join(", ", clips.stream().map(GoldenClip::id).toList())));
  }

  /** Names of the models that have references, in the manifest's order. */
  public Set<String> models() {
    return Collections.unmodifiableSet(manifest.models().keySet());
  }

  /** Those of {@link #models} that are files, whose paths only the caller knows. */
  public List<String> modelFiles() {
    return models().stream().filter(name -> !manifest.models().get(name).isSynthetic()).toList();
  }

  /**
   * All models of the pack by reference, for a check of everything.
   *
   * @throws SpeakerbenchException if one of them is a file, whose path only the caller knows
   */
  public List<ModelRef> zooModels() {
    modelFiles().stream()
        .findFirst()
        .ifPresent(
            file -> {
              throw new SpeakerbenchException(
                  "golden pack "
                      + name()
                      + ": found model "
                      + file
                      + ", which is no zoo model, expected --models "
                      + file
                      + "=PATH with the path of its ONNX file");
            });
    return models().stream().map(name -> new ModelRef(name, null)).toList();
  }

  /** What the whole path must give for a clip and a model; empty if the pack does not say. */
  public Optional<EndToEndReference> endToEnd(String clipId, String model) {
    Manifest.Embeddings entry = manifest.embeddings().get(model);
    return entry == null || !entry.clips().contains(clipId)
        ? Optional.empty()
        : Optional.of(reference(model).endToEnd(clipId));
  }

  /**
   * Checks that a model is the one that the pack was made with: graph and weights of a zoo model,
   * the graph file of any other. External data of a model file is not compared; if it was replaced,
   * the embeddings will tell.
   *
   * @throws SpeakerbenchException if the pack has no model of this name, or its SHA-256 is another
   */
  public void requireSameModel(ModelRef model) {
    Manifest.Model entry = manifest.models().get(model.name());
    String at = "golden pack " + name() + ": ";
    if (entry == null) {
      throw unknown(model.name());
    }
    requireSame(at + "graph of " + model.name(), model.sha256(), entry.graphSha256());
    if (model.isZoo()) {
      ZooModel zoo = Zoo.model(model.name());
      requireSame(at + "weights of " + model.name(), zoo.weightsSha256(), entry.weightsSha256());
    }
  }

  /** Whether the pack has references of a file with exactly these bytes under this name. */
  public boolean hasSameModel(ModelRef model) {
    Manifest.Model entry = manifest.models().get(model.name());
    return entry != null && model.sha256().equals(entry.graphSha256());
  }

  private SpeakerbenchException unknown(String model) {
    return new SpeakerbenchException(
        "golden pack "
            + name()
            + ": found no references for model "
            + model
            + ", expected one of "
            + String.join(", ", models()));
  }

  private static void requireSame(String what, String found, String expected) {
    if (!found.equals(expected)) {
      throw new SpeakerbenchException(
          what
              + ": found SHA-256 "
              + found
              + ", expected "
              + expected
              + " as when the pack was made (export_reference.py makes a new one)");
    }
  }

  /**
   * The stored embeddings of a model of the pack.
   *
   * @throws SpeakerbenchException if there are none, they do not agree with each other, or a file
   *     is damaged
   */
  public ModelReference reference(String model) {
    Manifest.Embeddings entry = manifest.embeddings().get(model);
    if (entry == null) {
      throw unknown(model);
    }
    return ModelReference.read(files, model, entry);
  }

  /**
   * The stored embeddings of a model for many frame counts, if the pack has them.
   *
   * @throws SpeakerbenchException if they do not agree with each other, or a file is damaged
   */
  public Optional<SweepReference> sweep(String model) {
    return Optional.ofNullable(manifest.sweeps().get(model))
        .map(entry -> SweepReference.read(files, model, entry, clip(entry.clip())));
  }

  /**
   * Reads every file of the pack.
   *
   * @throws SpeakerbenchException if one is not what the manifest says, or references do not agree
   */
  public void verifyFiles() {
    clips.forEach(GoldenClip::verifyFiles);
    models().forEach(this::reference);
    models().forEach(this::sweep);
  }

  @Override
  public String toString() {
    return "GoldenPack[" + name() + ", " + clips.size() + " clips, models " + models() + "]";
  }
}
