package org.speakerbench.bench.jmh.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * What a user brings besides models and clips. A forked JVM is told of it by system properties.
 *
 * @param config configuration of the front end of all models; null for each model's own
 * @param golden folder of a golden pack that is asked before the embedded one; null for none
 * @param shared FBank of the models, where there is no configuration and they share one; {@link
 *     FbankOptions#STANDARD} at their rate, where they share only that; otherwise as it is
 */
public record OwnFiles(Path config, Path golden, FbankOptions shared) {
  /** Nothing. */
  public static final OwnFiles NONE = new OwnFiles(null, null);

  /** System property with the configuration. */
  static final String CONFIG_PROPERTY = "speakerbench.fbankConfig";

  /** System property with the folder of the pack. */
  static final String GOLDEN_PROPERTY = "speakerbench.goldenPack";

  /** System property with what the models share, where it is not the standard. */
  static final String SHARED_PROPERTY = "speakerbench.sharedFbank";

  /** For models of the standard front end. */
  public OwnFiles(Path config, Path golden) {
    this(config, golden, FbankOptions.STANDARD);
  }

  /** For some models. */
  public static OwnFiles of(Path config, Path golden, List<ModelRef> models) {
    return new OwnFiles(config, golden, config == null ? sharedBy(models) : FbankOptions.STANDARD);
  }

  private static FbankOptions sharedBy(List<ModelRef> models) {
    List<FbankOptions> distinct =
        models.stream().map(model -> model.spec().frontEnd().fbank()).distinct().toList();
    List<Double> rates = distinct.stream().map(FbankOptions::sampleRateHz).distinct().toList();
    if (rates.size() != 1) {
      return FbankOptions.STANDARD;
    }
    return distinct.size() == 1 ? distinct.get(0) : FbankText.standardAt(rates.get(0));
  }

  /** What this JVM was told. */
  static OwnFiles fromProperties() {
    String shared = System.getProperty(SHARED_PROPERTY);
    return new OwnFiles(
        path(CONFIG_PROPERTY),
        path(GOLDEN_PROPERTY),
        shared == null ? FbankOptions.STANDARD : FbankText.parse(shared));
  }

  private static Path path(String property) {
    String value = System.getProperty(property);
    return value == null ? null : Path.of(value);
  }

  /** Arguments that tell a JVM. */
  public List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    if (config != null) {
      arguments.add(argument(CONFIG_PROPERTY) + config.toAbsolutePath());
    }
    if (golden != null) {
      arguments.add(argument(GOLDEN_PROPERTY) + golden.toAbsolutePath());
    }
    if (!shared.equals(FbankOptions.STANDARD)) {
      arguments.add(argument(SHARED_PROPERTY) + FbankText.of(shared));
    }
    return arguments;
  }

  /** Whether an argument of a JVM is one of these: two hold a path, one is said by the report. */
  public static boolean tells(String jvmArgument) {
    return List.of(CONFIG_PROPERTY, GOLDEN_PROPERTY, SHARED_PROPERTY).stream()
        .anyMatch(property -> jvmArgument.startsWith(argument(property)));
  }

  private static String argument(String property) {
    return "-D" + property + "=";
  }

  /**
   * What FBank alone is timed with: the configuration, or what the models share.
   *
   * @throws SpeakerbenchException if the configuration cannot be read, or is wrong
   */
  public FbankOptions fbank() {
    return config == null ? shared : FbankConfig.read(config);
  }

  /**
   * The front end of a model.
   *
   * @throws SpeakerbenchException if the model states something else than the configuration
   */
  public FrontEnd frontEnd(ModelSpec model) {
    return config == null
        ? model.frontEnd()
        : model.frontEnd(FbankConfig.readFile(config, FbankConfig.Defaults.SPEAKERBENCH));
  }

  /**
   * Opens a model with its front end.
   *
   * @throws SpeakerbenchException if that is not possible
   */
  public SpeakerEmbedder open(ModelRef model, Zoo zoo, SessionSettings settings) {
    EmbeddingModel opened = model.open(zoo, settings);
    try {
      return new SpeakerEmbedder(frontEnd(opened.spec()), opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Reads all of it.
   *
   * @throws SpeakerbenchException if a file cannot be read or is wrong
   */
  public References read() {
    List<GoldenPack> packs = new ArrayList<>();
    if (golden != null) {
      if (!Files.isDirectory(golden)) {
        throw new SpeakerbenchException(
            "golden pack " + golden + ": found no such folder, expected one with a manifest.json");
      }
      packs.add(GoldenPack.open(golden));
    }
    packs.add(GoldenPack.embedded());
    packs.add(GoldenPack.embedded(GoldenPack.TRAINED));
    return new References(this, fbank(), packs);
  }
}
