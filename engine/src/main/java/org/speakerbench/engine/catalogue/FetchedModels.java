package org.speakerbench.engine.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.CacheFolder;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * The models of the catalogue that were fetched, {@code KEY/KEY.onnx} each with its record. A model
 * without a record is none: it is written last.
 */
public final class FetchedModels {
  private static final String WORK = ".download";

  private final Path directory;

  /** Those below {@code directory}. */
  public FetchedModels(Path directory) {
    this.directory = directory;
  }

  /** Those in the platform's cache folder, for example {@code ~/.cache/speakerbench/models}. */
  public static FetchedModels inCacheFolder() {
    return new FetchedModels(CacheFolder.locate().resolve("models"));
  }

  /** Where they are kept. */
  public Path directory() {
    return directory;
  }

  /** The ONNX file of a model; empty if it was not fetched. */
  public Optional<Path> file(String key) {
    Path onnx = onnx(key);
    return Files.isRegularFile(onnx) && Files.isRegularFile(record(key))
        ? Optional.of(onnx)
        : Optional.empty();
  }

  /**
   * The ONNX file of a model.
   *
   * @throws SpeakerbenchException if it was not fetched
   */
  public Path require(String key) {
    return file(key)
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    "model "
                        + key
                        + ": found nothing in "
                        + directory.resolve(key)
                        + ", expected it to be fetched: run speakerbench models fetch "
                        + key));
  }

  /** The record of a model; empty if it was not fetched. */
  public Optional<FetchStamp> stamp(String key) {
    return file(key).map(onnx -> FetchStamp.read(record(key)));
  }

  /**
   * Compares a fetched model with its record.
   *
   * @return how it differs, in one sentence; empty if it does not
   */
  public Optional<String> verify(String key) {
    Path onnx = require(key);
    FetchStamp stamp = FetchStamp.read(record(key));
    try {
      long bytes = Files.size(onnx);
      if (bytes != stamp.modelBytes()) {
        return Optional.of(onnx + " has " + bytes + " bytes, expected " + stamp.modelBytes());
      }
      String found = Sha256.of(onnx);
      return found.equals(stamp.modelSha256())
          ? Optional.empty()
          : Optional.of(onnx + " has SHA-256 " + found + ", expected " + stamp.modelSha256());
    } catch (IOException e) {
      return Optional.of("cannot read " + onnx + ": " + Reasons.of(e));
    }
  }

  /**
   * Deletes a model, its record, and what is left of downloads.
   *
   * @return how many bytes there were; 0 if there was nothing
   */
  public long delete(String key) throws IOException {
    return deleteAll(directory.resolve(Catalogue.entry(key).key()));
  }

  /** Where files are while they are not yet a model. */
  public Path work(String key) {
    return directory.resolve(key).resolve(WORK);
  }

  /**
   * Makes a checked file the model of a key, in place of the one that is there.
   *
   * @param checked a file on the same file system, which is moved, with the sidecar beside it
   */
  public Path install(Path checked, FetchStamp stamp) throws IOException {
    Path onnx = onnx(stamp.key());
    Files.deleteIfExists(record(stamp.key()));
    Path sidecar = ModelSpec.sidecar(checked);
    Files.deleteIfExists(ModelSpec.sidecar(onnx));
    if (Files.exists(sidecar)) {
      Files.move(sidecar, ModelSpec.sidecar(onnx));
    }
    Files.move(checked, onnx, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    stamp.write(record(stamp.key()));
    return onnx;
  }

  /** Deletes a folder and all that is in it, and returns how many bytes that was. */
  public static long deleteAll(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      return 0;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return bytes;
  }

  private Path onnx(String key) {
    return directory.resolve(key).resolve(key + ".onnx");
  }

  private Path record(String key) {
    return directory.resolve(key).resolve(key + ".fetched.json");
  }
}
