package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.catalogue.FetchStamp;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.internal.Reasons;

/**
 * Fetches models of the catalogue: from the web, or from a file that is there already. What is not
 * what it shall be is told and deleted; what is becomes a model at once, by a rename.
 */
public final class ModelFetch {
  private final FetchedModels models;
  private final FetchSettings settings;
  private final ModelCheck check;
  private final FetchProgress progress;

  public ModelFetch(
      FetchedModels models, FetchSettings settings, ModelCheck check, FetchProgress progress) {
    this.models = models;
    this.settings = settings;
    this.check = check;
    this.progress = progress;
  }

  /** How a file comes to the folder in which it is looked at. */
  @FunctionalInterface
  private interface Source {
    Path get(Path work) throws IOException, InterruptedException;
  }

  /** Downloads a model from where its publisher has it. */
  public FetchStamp fetch(CatalogueEntry entry) {
    return fetch(entry, entry.url());
  }

  /**
   * Downloads a model.
   *
   * @param address where the same file is: of the web
   * @throws SpeakerbenchException if it cannot be had, or is not what it shall be
   */
  public FetchStamp fetch(CatalogueEntry entry, String address) {
    URI uri = HttpSource.address(address);
    if (uri.getScheme().equals("http")) {
      progress.note(address + " is not encrypted: others on the way may read and change it");
    }
    return fetch(entry, address, work -> download(entry, uri, work));
  }

  /**
   * Takes a file that is there: it is copied, and must be what a download must be.
   *
   * @throws SpeakerbenchException if it cannot be read, or is not what it shall be
   */
  public FetchStamp take(CatalogueEntry entry, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SpeakerbenchException(
          file
              + ": found "
              + (Files.isDirectory(file) ? "a folder" : "no such file")
              + ", expected "
              + entry.kind());
    }
    return fetch(entry, file.toString(), work -> copy(file, work));
  }

  private Path download(CatalogueEntry entry, URI address, Path work)
      throws IOException, InterruptedException {
    PartFile part = new PartFile(work, entry.fileName());
    new Download(settings, progress, address, part, entry.bytes()).run();
    return part.file();
  }

  private static Path copy(Path file, Path work) throws IOException {
    Path copy = work.resolve("copy.part");
    try (InputStream in = Files.newInputStream(file)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  private FetchStamp fetch(CatalogueEntry entry, String where, Source source) {
    requireFrontEnd(entry);
    Path work = models.work(entry.key());
    try {
      Files.createDirectories(work);
      try (FileChannel channel =
              FileChannel.open(
                  work.resolveSibling(".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        if (lock == null) {
          throw new SpeakerbenchException(
              "model "
                  + entry.key()
                  + ": found another process that fetches it, expected one at a time");
        }
        return new Arrival(models, check, entry, where).accept(source.get(work));
      }
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot keep "
              + entry.key()
              + " in "
              + work
              + ": "
              + Reasons.of(e)
              + "; expected space for it",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException(
          where + ": interrupted; what is there of it is kept for another run", e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process
    }
  }

  private static void requireFrontEnd(CatalogueEntry entry) {
    if (!entry.frontEnd().computed()) {
      throw new SpeakerbenchException(
          "model "
              + entry.key()
              + ": found a front end that is not computed here ("
              + entry.frontEnd()
              + "), expected Kaldi's FBank; other programs take "
              + entry.url());
    }
  }
}
