package org.speakerbench.engine.extract;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.speakerbench.engine.SpeakerbenchException;

/** Where the WAV file of an utterance is. */
public final class ClipPaths {
  private final String source;
  private final Function<String, String> find;

  private ClipPaths(String source, Function<String, String> find) {
    this.source = source;
    this.find = find;
  }

  /**
   * As a {@code wav.scp} says, lines of an id and a path.
   *
   * @throws SpeakerbenchException if it cannot be read, repeats an id, or has none
   */
  public static ClipPaths ofWavScp(Path file) {
    WavScp list = WavScp.read(file);
    return new ClipPaths(
        "no line of " + file,
        id -> {
          int at = list.find(id);
          return at < 0 ? null : list.get(at).entry();
        });
  }

  /**
   * In a folder: {@code ID.wav}, {@code wav/ID.wav}, or {@code ID} where ids end in {@code .wav}.
   *
   * @throws SpeakerbenchException if there is no such folder
   */
  public static ClipPaths ofFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SpeakerbenchException(
          folder
              + ": found "
              + (Files.exists(folder) ? "a file" : "nothing")
              + ", expected a folder of WAV files");
    }
    return new ClipPaths(
        "no such WAV file in " + folder,
        id -> {
          List<String> names =
              id.endsWith(".wav")
                  ? List.of(id, "wav/" + id)
                  : List.of(id + ".wav", "wav/" + id + ".wav");
          return names.stream()
              .map(name -> resolve(folder, name))
              .filter(path -> path != null && Files.isRegularFile(path))
              .map(Path::toString)
              .findFirst()
              .orElse(null);
        });
  }

  private static Path resolve(Path folder, String name) {
    try {
      Path path = folder.resolve(name);
      Path root = folder.toAbsolutePath().normalize();
      boolean inside = path.toAbsolutePath().normalize().startsWith(root);
      return inside ? path : null; // an id is no way out of the folder
    } catch (InvalidPathException e) {
      return null; // no file can have that name
    }
  }

  /**
   * The paths of utterances.
   *
   * @param found where they are
   * @param missing why the others are not found, as the failure of a clip is told
   */
  public record Found(SortedMap<String, String> found, SortedMap<String, String> missing) {}

  /** Looks for utterances. */
  public Found find(Collection<String> ids) {
    SortedMap<String, String> found = new TreeMap<>();
    SortedMap<String, String> missing = new TreeMap<>();
    for (String id : ids) {
      String path = find.apply(id);
      if (path == null) {
        missing.put(id, source);
      } else {
        found.put(id, path);
      }
    }
    return new Found(found, missing);
  }
}
