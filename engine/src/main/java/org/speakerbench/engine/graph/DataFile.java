package org.speakerbench.engine.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that holds values of a model's tensors.
 *
 * @param location as the model names it, relative to its folder
 * @param file where that is; null if it is no path, or one that leads out of the folder
 * @param bytes size of the file; -1 if there is none
 * @param needed bytes that the tensors take, from the start of the file
 * @param link where a symbolic link leads if that is neither in the folder of the model nor in that
 *     of the file which a link to the model leads to; else null
 */
public record DataFile(String location, Path file, long bytes, long needed, Path link) {
  /** Folder of a cache of Hugging Face's hub, which holds links to {@code blobs} beside it. */
  private static final String SNAPSHOTS = "snapshots";

  static DataFile of(Path onnx, String location, long needed) {
    Optional<Path> inside = ExternalData.inside(onnx, location);
    if (inside.isEmpty()) {
      return new DataFile(location, null, -1, needed, null);
    }
    Path file = inside.get();
    try {
      long bytes = Files.isRegularFile(file) ? Files.size(file) : -1;
      return new DataFile(location, file, bytes, needed, bytes < 0 ? null : link(onnx, file));
    } catch (IOException e) {
      return new DataFile(location, file, -1, needed, null);
    }
  }

  /**
   * ONNX Runtime from 1.24.4 to 1.32.0 was tried: it takes what is in the folder of the model as it
   * is named, and in that of the file that this leads to, which is how a hub's cache is loaded.
   */
  private static Path link(Path onnx, Path file) throws IOException {
    Path target = file.toRealPath();
    Path named = onnx.toAbsolutePath().getParent().toRealPath();
    Path real = onnx.toRealPath().getParent();
    return target.startsWith(named) || target.startsWith(real) ? null : target;
  }

  /** Whether the name that the model gives it leads out of the model's folder. */
  public boolean isOutside() {
    return file == null;
  }

  /** What is wrong with it and what to do, one sentence; empty if nothing is. */
  public Optional<String> problem() {
    if (file == null) {
      return Optional.of(
          "external data in " + location + ", expected a file in the folder of the model or below");
    }
    if (bytes < 0) {
      return Optional.of(
          "no file "
              + file
              + ", expected "
              + needed
              + " bytes of weights there: copy it beside the model, by the name "
              + location);
    }
    if (bytes < needed) {
      Optional<String> kind =
          bytes == 0
              ? Optional.empty()
              : FileKind.of(file).map(FileKind::what).filter(k -> !k.startsWith("weights"));
      return Optional.of(
          file
              + kind.map(what -> ", " + what).orElse("")
              + " of "
              + bytes
              + " bytes, expected "
              + needed
              + ": it is "
              + (bytes == 0 ? "empty" : "cut or another's")
              + ", copy or download it again");
    }
    return Optional.ofNullable(link).map(this::linked);
  }

  private String linked(Path target) {
    return file
        + ", a link to another folder ("
        + target.getParent()
        + "), which ONNX Runtime refuses from 1.24 on: "
        + (isInHubCache()
            ? "this is a hub's cache, copy the model out of it with its links followed (cp -rL, or"
                + " download it to a folder of its own)"
            : "copy the file itself beside the model");
  }

  private boolean isInHubCache() {
    for (Path part : file.toAbsolutePath()) {
      if (part.toString().equals(SNAPSHOTS)) {
        return true;
      }
    }
    return false;
  }
}
