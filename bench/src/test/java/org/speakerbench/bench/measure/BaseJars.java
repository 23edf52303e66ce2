package org.speakerbench.bench.measure;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Jars that hold the classes of this build, by reference, and resources that take their place. */
final class BaseJars {
  static final String BUILD = "org/speakerbench/bench/build.properties";
  static final String PACK = "org/speakerbench/golden/packs/published/manifest.json";

  private BaseJars() {}

  /** This build with some of its resources replaced. */
  static Path jar(Path file, Map<String, String> replaced) throws IOException {
    return write(file, classPath(), replaced);
  }

  /** A jar with nothing but these resources. */
  static Path alone(Path file, Map<String, String> resources) throws IOException {
    return write(file, "", resources);
  }

  private static Path write(Path file, String classPath, Map<String, String> resources)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, String> resource : resources.entrySet()) {
        jar.putNextEntry(new JarEntry(resource.getKey()));
        jar.write(resource.getValue().getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
    }
    return file;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
