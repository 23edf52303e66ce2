package org.speakerbench.engine.zoo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;

/**
 * The files of one zoo model in one folder: graph, weights, and a stamp that records their hashes,
 * sizes and times of change once they were checked.
 *
 * <p>Each file is written to a temporary name and renamed when complete. A lock file keeps
 * processes apart, a monitor the threads of this one. When the stamp holds, nothing is locked,
 * hashed or written.
 */
final class ZooFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ZooFiles.class);
  private static final Object MONITOR = new Object();

  private final ZooRecipe recipe;
  private final Supplier<byte[]> graphBytes;
  private final Path folder;
  private final Path graph;
  private final Path weights;
  private final Path stamp;

  ZooFiles(ZooRecipe recipe, Supplier<byte[]> graphBytes, Path folder) {
    this.recipe = recipe;
    this.graphBytes = graphBytes;
    this.folder = folder;
    graph = folder.resolve(recipe.graph().file());
    weights = folder.resolve(recipe.weights().file());
    stamp = folder.resolve(recipe.key() + ".stamp");
  }

  /** Returns the graph's path; makes what is missing or damaged first. */
  Path ensure() {
    try {
      if (!stampHolds()) {
        make();
      }
      return graph;
    } catch (IOException e) {
      if (verify().isEmpty()) {
        return graph; // whole, in a folder that cannot be written: used without a stamp
      }
      throw new SpeakerbenchException(
          "cannot make model "
              + recipe.key()
              + " ("
              + megabytes(recipe.weights().bytes())
              + ") below "
              + folder
              + ": "
              + Reasons.of(e)
              + "; expected a folder that can be read and written and has enough space (",
          Setting.ZOO_FOLDER,
          " chooses another)",
          e);
    }
  }

  private void make() throws IOException {
    synchronized (MONITOR) {
      Files.createDirectories(folder);
      Path lockFile = folder.resolve("." + recipe.key() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        LOG.debug("holding {}", held);
        if (stampHolds()) {
          return; // another process was faster
        }
        AtomicFile.deleteLeftovers(weights);
        AtomicFile.deleteLeftovers(graph);
        if (difference(weights, recipe.weights()).isPresent()) {
          makeWeights();
        }
        if (difference(graph, recipe.graph()).isPresent()) {
          AtomicFile.write(graph, out -> out.write(graphBytes.get()));
        }
        AtomicFile.write(stamp, stampText());
      }
    }
  }

  private void makeWeights() throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < recipe.weights().bytes()) {
      throw new IOException("only " + megabytes(free) + " are free");
    }
    LOG.info("making the weights of {} ({})", recipe.key(), megabytes(recipe.weights().bytes()));
    MessageDigest digest = Sha256.digest();
    AtomicFile.write(
        weights,
        out -> {
          DigestOutputStream hashed = new DigestOutputStream(out, digest);
          WeightWriter.write(recipe, hashed);
          String found = Sha256.hex(digest);
          if (!found.equals(recipe.weights().sha256())) {
            throw new SpeakerbenchException(
                "the weights made for "
                    + recipe.key()
                    + " have SHA-256 "
                    + found
                    + ", expected "
                    + recipe.weights().sha256());
          }
        });
  }

  /** Deletes what is named after the model, and the folder if nothing else is in it. */
  long delete() throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long bytes = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "{,.}" + recipe.key() + ".*")) {
      for (Path file : files) {
        bytes += Files.size(file);
        Files.delete(file);
      }
    }
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      LOG.debug("{} holds other files", folder);
    }
    return bytes;
  }

  boolean exist() {
    return Files.exists(graph) || Files.exists(weights);
  }

  /** What differs from the recipe; empty if nothing does. */
  Optional<String> verify() {
    try {
      Optional<String> inGraph = difference(graph, recipe.graph());
      return inGraph.isPresent() ? inGraph : difference(weights, recipe.weights());
    } catch (IOException e) {
      return Optional.of("cannot read the files of " + recipe.key() + ": " + Reasons.of(e));
    }
  }

  private static Optional<String> difference(Path file, ZooRecipe.FileRecord expected)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.of(file + " is missing");
    }
    long size = Files.size(file);
    if (size != expected.bytes()) {
      return Optional.of(file + " has " + size + " bytes, expected " + expected.bytes());
    }
    String found = Sha256.of(file);
    return found.equals(expected.sha256())
        ? Optional.empty()
        : Optional.of(file + " has SHA-256 " + found + ", expected " + expected.sha256());
  }

  private boolean stampHolds() throws IOException {
    return Files.isRegularFile(stamp)
        && Files.isRegularFile(graph)
        && Files.isRegularFile(weights)
        && Files.readString(stamp).equals(stampText());
  }

  private String stampText() throws IOException {
    return line(graph, recipe.graph()) + line(weights, recipe.weights());
  }

  private static String line(Path file, ZooRecipe.FileRecord expected) throws IOException {
    return expected.sha256()
        + " "
        + Files.size(file)
        + " "
        + Files.getLastModifiedTime(file).toMillis()
        + " "
        + expected.file()
        + "\n";
  }

  private static String megabytes(long bytes) {
    return bytes / 1_000_000 + " MB";
  }
}
