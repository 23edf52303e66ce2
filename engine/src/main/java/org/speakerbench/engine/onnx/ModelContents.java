package org.speakerbench.engine.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.CacheFolder;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;

/**
 * The hash of a model's file and of its external data. To hash a large model takes longer than to
 * load it, so that the hash is remembered by path, size and time of change of all its files.
 */
public final class ModelContents {
  private static final Logger LOG = LoggerFactory.getLogger(ModelContents.class);
  private static final int NAME_DIGITS = 16;
  private static final String HASH = "sha256 ";

  private ModelContents() {}

  /**
   * The hash, 64 hexadecimal digits, which is remembered in the cache folder.
   *
   * @throws SpeakerbenchException if the model or a file beside it cannot be read
   */
  public static String hash(Path onnx) {
    try {
      return hash(onnx, CacheFolder.locate().resolve("tuned"));
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + onnx + ": " + Reasons.of(e), e);
    }
  }

  /**
   * The same.
   *
   * @param memory folder of what is remembered; where it cannot be written nothing is
   * @throws SpeakerbenchException if the model or a file beside it cannot be read
   */
  static String hash(Path onnx, Path memory) throws IOException {
    // Not the file that a link leads to: its weights may be beside the link.
    Path absolute = onnx.toAbsolutePath().normalize();
    String name = Sha256.of(absolute.toString().getBytes(StandardCharsets.UTF_8));
    Path remembered = memory.resolve(name.substring(0, NAME_DIGITS) + ".files");
    List<String> lines = lines(remembered);
    if (!lines.isEmpty() && lines.equals(told(lines, absolute))) {
      return lines.get(0).substring(HASH.length());
    }
    List<Path> files = files(absolute);
    List<String> described = describe(files);
    StringBuilder hashes = new StringBuilder();
    for (Path file : files) {
      hashes.append(Sha256.of(file)).append('\n');
    }
    String hash = Sha256.of(hashes.toString().getBytes(StandardCharsets.UTF_8));
    try {
      Files.createDirectories(memory);
      AtomicFile.write(remembered, HASH + hash + "\n" + String.join("\n", described) + "\n");
    } catch (IOException e) {
      LOG.debug("the hash of {} is not remembered: {}", onnx, e.toString());
    }
    return hash;
  }

  private static List<String> lines(Path remembered) {
    try {
      return Files.readAllLines(remembered);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What the same lines would say now; something else if they are not of this model. */
  private static List<String> told(List<String> lines, Path absolute) {
    List<String> now = new ArrayList<>(List.of(lines.get(0)));
    if (lines.size() < 2
        || !lines.get(0).startsWith(HASH)
        || !lines.get(1).endsWith(" " + absolute)) {
      return List.of();
    }
    try {
      for (String line : lines.subList(1, lines.size())) {
        String[] parts = line.split(" ", 3);
        now.add(describe(Path.of(parts[parts.length - 1])));
      }
      return now;
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<String> describe(List<Path> files) throws IOException {
    List<String> described = new ArrayList<>();
    for (Path file : files) {
      described.add(describe(file));
    }
    return described;
  }

  private static String describe(Path file) throws IOException {
    return Files.size(file) + " " + changed(file) + " " + file;
  }

  /** When, and on Unix also what no copy can set: files of images have one time for all. */
  private static String changed(Path file) throws IOException {
    String time = Files.getLastModifiedTime(file).toString();
    try {
      return time
          + "/"
          + Files.getAttribute(file, "unix:ctime")
          + "/"
          + Files.getAttribute(file, "unix:ino");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return time;
    }
  }

  private static List<Path> files(Path onnx) {
    List<Path> files = new ArrayList<>(List.of(onnx));
    for (DataFile data : OnnxModel.read(onnx).dataFiles()) {
      if (data.file() == null || data.bytes() < data.needed()) {
        throw new SpeakerbenchException(onnx + ": found " + data.problem().orElse("no weights"));
      }
      files.add(data.file());
    }
    return files;
  }
}
