package org.speakerbench.bench.cli;

import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.ArchiveOutput;
import org.speakerbench.engine.extract.OutputFormat;

/** Where a run of a list writes: a file for each clip, or an archive of all. */
final class OutputRun {
  private final String folder;
  private final ArchiveOutput archive;

  private OutputRun(String folder, ArchiveOutput archive) {
    this.folder = folder;
    this.archive = archive;
  }

  /** For embeddings. */
  static OutputRun ofEmbeddings(OutputFormat format, Path index, String outDir) {
    return of(format, index, outDir);
  }

  /**
   * For features.
   *
   * @throws SpeakerbenchException if the format cannot hold arrays of different lengths
   */
  static OutputRun ofFeatures(OutputFormat format, Path index, String outDir) {
    if (format.archive().isPresent() && !format.archive().get().holdsFeatures()) {
      throw new SpeakerbenchException(
          "--format: found "
              + format
              + ", which holds a row for each clip, expected one that holds features, whose frames"
              + " differ in number: ark, ark-text, jsonl or a file for each clip");
    }
    return of(format, index, outDir);
  }

  private static OutputRun of(OutputFormat format, Path index, String outDir) {
    return format
        .archive()
        .map(kind -> new ArchiveOutput(kind, index, outDir))
        .map(made -> new OutputRun(made.partsFolder(), made))
        .orElseGet(() -> new OutputRun(outDir, null));
  }

  /** The folder for the files of single clips. */
  String folder() {
    return folder;
  }

  /** Before the run: what an earlier one has archived is there to go on with. */
  void before(boolean resume) {
    if (archive != null && resume) {
      archive.unpack();
    }
  }

  /** After the run: all in one file. */
  void after() {
    if (archive != null) {
      archive.pack();
    }
  }
}
