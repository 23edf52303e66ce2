package org.speakerbench.bench.jmh.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * What a user brings besides models and clips. A forked JVM is told of it by system properties.
 *
 * @param config configuration of the front end; null for {@link FbankOptions#STANDARD}
 * @param golden folder of a golden pack that is asked before the embedded one; null for none
 */
public record OwnFiles(Path config, Path golden) {
  /** Nothing. */
  public static final OwnFiles NONE = new OwnFiles(null, null);

  /** System property with the configuration. */
  static final String CONFIG_PROPERTY = "speakerbench.fbankConfig";

  /** System property with the folder of the pack. */
  static final String GOLDEN_PROPERTY = "speakerbench.goldenPack";

  /** What this JVM was told. */
  static OwnFiles fromProperties() {
    return new OwnFiles(path(CONFIG_PROPERTY), path(GOLDEN_PROPERTY));
  }

  private static Path path(String property) {
    String value = System.getProperty(property);
    return value == null ? null : Path.of(value);
  }

  /** Arguments that tell a JVM. */
  public List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    // Reading what is known takes time, which a cold start would count.
    if (!frontEnd().equals(FbankOptions.STANDARD)) {
      arguments.add(argument(CONFIG_PROPERTY) + config.toAbsolutePath());
    }
    if (golden != null) {
      arguments.add(argument(GOLDEN_PROPERTY) + golden.toAbsolutePath());
    }
    return arguments;
  }

  /** Whether an argument of a JVM is one of these: it holds a path. */
  public static boolean tells(String jvmArgument) {
    return jvmArgument.startsWith(argument(CONFIG_PROPERTY))
        || jvmArgument.startsWith(argument(GOLDEN_PROPERTY));
  }

  private static String argument(String property) {
    return "-D" + property + "=";
  }

  /**
   * The front end that is asked for.
   *
   * @throws SpeakerbenchException if the configuration cannot be read, or is wrong
   */
  public FbankOptions frontEnd() {
    return config == null ? FbankOptions.STANDARD : FbankConfig.read(config);
  }

  /**
   * Reads all of it.
   *
   * @throws SpeakerbenchException if a file cannot be read or is wrong, or if the pack was made
   *     with another front end
   */
  public References read() {
    FbankOptions frontEnd = frontEnd();
    List<GoldenPack> packs = new ArrayList<>();
    if (golden != null) {
      packs.add(open(frontEnd));
    }
    packs.add(GoldenPack.embedded());
    return new References(frontEnd, packs);
  }

  private GoldenPack open(FbankOptions frontEnd) {
    if (!Files.isDirectory(golden)) {
      throw new SpeakerbenchException(
          "golden pack " + golden + ": found no such folder, expected one with a manifest.json");
    }
    GoldenPack pack = GoldenPack.open(golden);
    List<String> differences = FrontEndDifferences.between(pack.fbankOptions(), frontEnd);
    if (!differences.isEmpty()) {
      throw new SpeakerbenchException(
          "golden pack "
              + golden
              + " was made with another front end than "
              + (config == null ? "the standard one" : config)
              + ": found "
              + String.join(", ", differences)
              + ", expected the same"
              + (config == null ? " (a configuration of your own is given by --config)" : ""));
    }
    return pack;
  }
}
