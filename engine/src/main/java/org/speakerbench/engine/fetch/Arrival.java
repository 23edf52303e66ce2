package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.catalogue.FetchStamp;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.catalogue.FileFormat;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.convert.CheckpointImport;
import org.speakerbench.engine.graph.FileKind;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * A file that came: what it is, whether it is the one that was meant, and the model that it makes.
 */
final class Arrival {
  private final FetchedModels models;
  private final ModelCheck check;
  private final CatalogueEntry entry;
  private final String where;

  /**
   * A file of a model.
   *
   * @param where it is from
   */
  Arrival(FetchedModels models, ModelCheck check, CatalogueEntry entry, String where) {
    this.models = models;
    this.check = check;
    this.entry = entry;
    this.where = where;
  }

  /**
   * Makes it the model of its key; in any case nothing else is left of it.
   *
   * @throws SpeakerbenchException if it is not what it shall be: the model that was there stays
   */
  FetchStamp accept(Path file) throws IOException {
    try {
      requireKind(file);
      long bytes = Files.size(file);
      String sha256 = Sha256.of(file);
      requireSame(bytes, sha256);
      Path model = model(file);
      requireRuns(model);
      FetchStamp stamp =
          new FetchStamp(
              FetchStamp.SCHEMA,
              entry.key(),
              where,
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              entry.licence(),
              sha256,
              bytes,
              entry.pinnedSha256().isPresent(),
              Sha256.of(model),
              Files.size(model),
              check.check(entry, model));
      models.install(model, stamp);
      return stamp;
    } finally {
      FetchedModels.deleteAll(models.work(entry.key()));
    }
  }

  private void requireKind(Path file) {
    if (entry.kind() == FileFormat.ONNX) {
      FileKind.of(file)
          .ifPresent(
              kind -> {
                throw new SpeakerbenchException(where + ": found " + kind.sentence());
              });
      return;
    }
    try (Checkpoint checkpoint = Checkpoint.read(file)) {
      checkpoint.tensors();
    } catch (SpeakerbenchException e) {
      throw from(file, e);
    }
  }

  /** Messages name what the user named, not the copy in the cache folder. */
  private SpeakerbenchException from(Path file, SpeakerbenchException e) {
    return new SpeakerbenchException(e.getMessage().replace(file.toString(), where), e);
  }

  private void requireSame(long bytes, String sha256) {
    if (entry.bytes() != null && bytes != entry.bytes()) {
      throw new SpeakerbenchException(
          where
              + ": found "
              + bytes
              + " bytes, expected "
              + entry.bytes()
              + ", the length of "
              + entry.id());
    }
    Optional<String> pinned = entry.pinnedSha256();
    if (pinned.isPresent()) {
      requireSha256(sha256, pinned.get(), "as " + entry.id() + " has");
      return;
    }
    Optional<FetchStamp> before = models.stamp(entry.key());
    if (before.isPresent()) {
      requireSha256(
          sha256,
          before.get().fileSha256(),
          "as on " + before.get().fetchedUtc() + "; models rm " + entry.key() + " forgets that");
    }
  }

  private void requireSha256(String found, String expected, String why) {
    if (!found.equals(expected)) {
      throw new SpeakerbenchException(
          where + ": found SHA-256 " + found + ", expected " + expected + " " + why);
    }
  }

  private Path model(Path file) throws IOException {
    Path model = models.work(entry.key()).resolve(entry.key() + ".onnx");
    if (entry.kind() == FileFormat.ONNX) {
      return Files.move(file, model, StandardCopyOption.REPLACE_EXISTING);
    }
    try (Checkpoint checkpoint = Checkpoint.read(file)) {
      CheckpointImport.model(entry.architecture(), checkpoint).write(model);
      return model;
    } catch (SpeakerbenchException e) {
      throw from(file, e);
    }
  }

  /**
   * Opens the model, with what its publisher says of the front end beside it where the file itself
   * says something else or nothing.
   */
  private void requireRuns(Path model) throws IOException {
    try {
      if (!differences(model).isEmpty()) {
        AtomicFile.write(
            ModelSpec.sidecar(model),
            "{\"schema\": 1, \"framework\": \"" + entry.frontEnd().framework() + "\"}\n");
        List<String> differences = differences(model);
        if (!differences.isEmpty()) {
          throw new SpeakerbenchException(
              where
                  + ": found a file that says of its front end: "
                  + String.join(", ", differences)
                  + ", expected that of "
                  + entry.frontEnd().framework());
        }
      }
    } catch (SpeakerbenchException e) {
      throw from(model, e);
    }
  }

  private List<String> differences(Path model) {
    try (EmbeddingModel opened = EmbeddingModel.open(model)) {
      int found = opened.embeddingDim();
      if (found > 0 && found != entry.embeddingSize()) {
        throw new SpeakerbenchException(
            where
                + ": found embeddings of "
                + found
                + " values, expected "
                + entry.embeddingSize()
                + " as "
                + entry.id()
                + " gives");
      }
      return new FrontEndAgreement(entry.frontEnd(), opened.spec().frontEnd()).differences();
    }
  }
}
