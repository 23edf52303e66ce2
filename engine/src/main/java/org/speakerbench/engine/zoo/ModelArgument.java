package org.speakerbench.engine.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.internal.Nearest;

/**
 * A text that names a model and is no key: the file that it means, or what its author may have
 * meant.
 */
final class ModelArgument {
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)=(.+)");

  /**
   * No key, of the zoo or the catalogue, has one of these: a path, whether there is such a file or
   * not.
   */
  private static final Pattern PATH = Pattern.compile("[/\\\\.]");

  private static final String SUFFIX = ".onnx";

  private ModelArgument() {}

  /**
   * The file that is meant. Whether it is there is found when it is opened.
   *
   * @throws SpeakerbenchException if none is
   */
  static ModelRef file(String text) {
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      return named(text, named.group(1), named.group(2));
    }
    if (!text.isEmpty() && Files.isDirectory(Path.of(text))) {
      throw folder(text);
    }
    if (PATH.matcher(text).find() || !text.isEmpty() && Files.exists(Path.of(text))) {
      return unnamed(text);
    }
    if (!text.isEmpty() && Files.exists(Path.of(text + SUFFIX))) {
      throw new SpeakerbenchException(
          "model " + text + " found, expected " + text + SUFFIX + ", which is a file here");
    }
    throw unknown(text);
  }

  /** Whether a text is a key of the catalogue, which is not read for a path. */
  static boolean isCatalogueKey(String text) {
    return !PATH.matcher(text).find() && text.indexOf('=') < 0 && Catalogue.contains(text);
  }

  private static SpeakerbenchException unknown(String text) {
    List<String> keys = new ArrayList<>(Zoo.keys());
    keys.addAll(Catalogue.keys());
    if (keys.isEmpty()) {
      throw Zoo.unknown(text); // without the assets: says so
    }
    String meant =
        Nearest.meant(text, keys).map(near -> " (did you mean " + near + "?)").orElse("");
    return new SpeakerbenchException(
        "model "
            + text
            + " found"
            + meant
            + ", expected one of "
            + String.join(", ", Zoo.keys())
            + ", a key of the catalogue, which speakerbench models lists, or the path of an ONNX"
            + " file");
  }

  private static ModelRef named(String text, String name, String path) {
    if (!Files.exists(Path.of(path)) && Files.exists(Path.of(text))) {
      throw new SpeakerbenchException(
          "model "
              + text
              + ": found no file "
              + path
              + " for NAME=PATH but one named "
              + text
              + ", expected ./"
              + text
              + " if that is meant");
    }
    if (Zoo.contains(name)) {
      throw new SpeakerbenchException(
          "model "
              + text
              + ": "
              + name
              + " is a key of the zoo, expected another name for a file, such as my-"
              + text
              + ", or the path alone");
    }
    return new ModelRef(name, Path.of(path));
  }

  private static ModelRef unnamed(String text) {
    Path file = Path.of(text);
    if (file.getFileName() == null) {
      throw new SpeakerbenchException(
          "model " + text + " found, expected the path of an ONNX file");
    }
    String name = file.getFileName().toString().replaceFirst("\\.onnx$", "");
    // Tables must tell a file from the zoo model of that name.
    return new ModelRef(Zoo.contains(name) ? name + "-file" : name, file);
  }

  private static SpeakerbenchException folder(String text) {
    return new SpeakerbenchException(
        "model "
            + text
            + ": found a folder, expected "
            + firstModel(Path.of(text))
                .map(file -> "an ONNX file, such as " + file)
                .orElse("the path of an ONNX file"));
  }

  private static Optional<Path> firstModel(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // the hint is not worth an error of its own
    }
  }
}
