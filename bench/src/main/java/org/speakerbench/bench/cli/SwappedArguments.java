package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.Zoo;

/** {@code CONFIG MODEL}, given as {@code MODEL CONFIG}: neither could be read. */
final class SwappedArguments {
  private static final String JSON = ".json";

  /** Enough for a byte order mark and what an editor leaves before the first brace. */
  private static final int START_BYTES = 64;

  private SwappedArguments() {}

  /**
   * Refuses them.
   *
   * @throws SpeakerbenchException if the first is no configuration and the second is one
   */
  static void refuse(Path config, Path model) {
    if (isJson(model) && !isJson(config)) {
      throw new SpeakerbenchException(
          "found "
              + config
              + (Zoo.contains(config.toString()) ? ", a key of the zoo," : "")
              + " as CONFIG and "
              + model
              + " as MODEL, expected them the other way round: CONFIG MODEL are swapped");
    }
  }

  /** By what is in the file; by its name where there is none. */
  private static boolean isJson(Path path) {
    if (!Files.isRegularFile(path)) {
      return path.toString().endsWith(JSON);
    }
    try (InputStream in = Files.newInputStream(path)) {
      for (byte one : in.readNBytes(START_BYTES)) {
        if (one == '{') {
          return true;
        }
        boolean before = Character.isWhitespace(one) || one < 0; // a byte order mark
        if (!before) {
          return false;
        }
      }
      return false;
    } catch (IOException e) {
      return path.toString().endsWith(JSON);
    }
  }
}
