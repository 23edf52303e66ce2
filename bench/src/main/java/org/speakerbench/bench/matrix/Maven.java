package org.speakerbench.bench.matrix;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/** Releases of ONNX Runtime for Java, from wherever the user's Maven gets its artifacts. */
final class Maven {
  private static final String ARTIFACT = "onnxruntime";
  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath";
  private static final Pattern VERSION = Pattern.compile("<version>(\\d+\\.\\d+\\.\\d+)</version>");

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.speakerbench</groupId>
        <artifactId>matrix</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <dependencies>
          <dependency>
            <groupId>com.microsoft.onnxruntime</groupId>
            <artifactId>onnxruntime</artifactId>
            <version>${release}</version>
          </dependency>
        </dependencies>
      </project>
      """;

  private final String command;
  private final Path folder;

  /**
   * @param command that starts Maven
   * @param folder for its files
   */
  Maven(String command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  /**
   * All releases from a version on that Maven's repositories list.
   *
   * @throws SpeakerbenchException if it does not tell
   */
  SortedSet<String> versions(String first) throws IOException {
    Path newest = jar("[" + first + ",)");
    SortedSet<String> versions = new TreeSet<>(Release.BY_VERSION);
    // The local repository keeps the list that the range was resolved by, one of each repository.
    try (DirectoryStream<Path> lists =
        Files.newDirectoryStream(newest.getParent().getParent(), "maven-metadata-*.xml")) {
      for (Path list : lists) {
        Matcher matcher = VERSION.matcher(Files.readString(list));
        while (matcher.find()) {
          versions.add(matcher.group(1));
        }
      }
    }
    return versions.tailSet(first);
  }

  /**
   * The jar of a version or of the newest of a range, in Maven's local repository.
   *
   * @throws SpeakerbenchException if Maven has none
   */
  Path jar(String version) throws IOException {
    Path pom = folder.resolve("pom.xml");
    Path classPath = folder.resolve("class-path.txt");
    Path printed = folder.resolve("maven.txt");
    Files.writeString(pom, POM);
    Files.deleteIfExists(classPath);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    command,
                    "-B",
                    "-q",
                    "-f",
                    pom.toString(),
                    PLUGIN,
                    "-Dmdep.outputFile=" + classPath,
                    "-Drelease=" + version))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    int exitCode = run(builder);
    if (exitCode != 0 || !Files.isRegularFile(classPath)) {
      throw new SpeakerbenchException(
          "ONNX Runtime " + version + ": found no jar by Maven (" + reason(printed) + ")");
    }
    for (String path : Files.readString(classPath).strip().split(File.pathSeparator)) {
      Path file = Path.of(path);
      if (String.valueOf(file.getFileName()).startsWith(ARTIFACT + "-")) {
        return file;
      }
    }
    throw new SpeakerbenchException(
        "ONNX Runtime " + version + ": found no jar of it on Maven's class path, expected one");
  }

  private int run(ProcessBuilder builder) {
    Process process = null;
    try {
      process = builder.start();
      return process.waitFor();
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot start "
              + command
              + ", expected Maven on the path, or --jar VERSION=PATH of each release",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException("Maven: interrupted", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  /** The first line that says what is wrong. */
  private static String reason(Path printed) throws IOException {
    return new String(Files.readAllBytes(printed), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("[ERROR]"))
        .map(line -> line.substring("[ERROR]".length()).strip())
        .findFirst()
        .orElse("no reason given");
  }
}
