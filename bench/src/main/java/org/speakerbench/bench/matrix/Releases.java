package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/** Finds the releases that a user names. */
final class Releases {
  /** In a list: the newest patch of each minor release that Maven serves. */
  static final String ALL = "all";

  /** The first whose Java API has all that the engine calls. */
  private static final String FIRST = "1.16.0";

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
  private static final Pattern JAR =
      Pattern.compile("onnxruntime(?:_gpu)?-(\\d+\\.\\d+\\.\\d+)\\.jar");

  private final Map<String, Path> jars;
  private final String own;
  private final Maven maven;

  /**
   * @param jars by version, in front of what Maven has
   * @param own version that this program has
   */
  Releases(Map<String, Path> jars, String own, Maven maven) {
    this.jars = Map.copyOf(jars);
    this.own = own;
    this.maven = maven;
  }

  /**
   * A release, or why it is not there.
   *
   * @param release null if it is not
   * @param problem empty if it is
   */
  record Found(String version, Release release, String problem) {}

  /**
   * Those of a list, the oldest first.
   *
   * @throws SpeakerbenchException if the list is not one of {@link #ALL}, versions and paths, or
   *     Maven does not say which there are
   */
  List<Found> of(List<String> names) throws IOException {
    Map<String, Path> asked = new TreeMap<>(Release.BY_VERSION);
    for (String name : names) {
      if (name.equals(ALL)) {
        newestPatches(maven.versions(FIRST)).forEach(version -> asked.putIfAbsent(version, null));
        jars.forEach(asked::put);
      } else if (VERSION.matcher(name).matches()) {
        asked.put(name, jars.get(name));
      } else {
        Matcher jar = JAR.matcher(String.valueOf(Path.of(name).getFileName()));
        if (!jar.matches()) {
          throw new SpeakerbenchException(
              "--versions: found "
                  + name
                  + ", expected all, a version such as 1.23.2, or a file onnxruntime-VERSION.jar");
        }
        asked.put(jar.group(1), Path.of(name));
      }
    }
    List<Found> found = new ArrayList<>();
    for (Map.Entry<String, Path> one : asked.entrySet()) {
      found.add(find(one.getKey(), one.getValue()));
    }
    return found;
  }

  private Found find(String version, Path jar) throws IOException {
    if (jar != null && !Files.isRegularFile(jar)) {
      throw new SpeakerbenchException(
          "ONNX Runtime " + version + ": found no file " + jar + ", expected its jar");
    }
    if (jar != null) {
      return new Found(version, new Release(version, jar.toAbsolutePath()), "");
    }
    if (version.equals(own)) {
      return new Found(version, new Release(version, null), "");
    }
    try {
      return new Found(version, new Release(version, maven.jar(version)), "");
    } catch (SpeakerbenchException e) {
      return new Found(version, null, e.getMessage());
    }
  }

  /** Of each minor release the last, in order. */
  static List<String> newestPatches(Iterable<String> ascending) {
    Map<String, String> newest = new TreeMap<>(Release.BY_VERSION);
    ascending.forEach(
        version -> newest.put(version.substring(0, version.lastIndexOf('.')), version));
    return List.copyOf(newest.values());
  }
}
