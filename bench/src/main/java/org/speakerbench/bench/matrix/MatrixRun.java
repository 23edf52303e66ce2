package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.speakerbench.bench.format.RuntimeMatrixCsv;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.OnnxRuntime;

/** The matrix from settings to a folder with its files. */
public final class MatrixRun {
  /** A worker that writes nothing for so long hangs: the longest call takes seconds. */
  private static final Duration STILLNESS = Duration.ofMinutes(4);

  private MatrixRun() {}

  /**
   * Runs it.
   *
   * @param out folder for the files; made if it is missing
   * @param resume whether rows that are there are kept
   * @param machine what the page says of it
   * @throws SpeakerbenchException if there are rows already, and they are not to be kept
   */
  public static List<RuntimeRow> execute(
      MatrixSettings settings, Path out, boolean resume, String machine, PrintWriter err)
      throws IOException {
    Path file = out.resolve(RuntimeMatrixCsv.FILE);
    boolean there = Files.exists(file);
    if (there && !resume) {
      throw new SpeakerbenchException(
          file + ": found a matrix, expected none, or --resume to keep its rows");
    }
    Files.createDirectories(out);
    List<RuntimeRow> known = there ? RuntimeMatrixCsv.read(file) : List.of();
    Path work = Files.createTempDirectory("speakerbench-matrix");
    try {
      WorkerProcess worker =
          new WorkerProcess(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              System.getProperty("java.class.path"),
              work,
              STILLNESS);
      List<RuntimeRow> rows =
          new Matrix(settings, worker, work, OnnxRuntime.version())
              .run(out, known, new MatrixProgress(err));
      MatrixPage.write(rows, machine, out.resolve(MatrixPage.FILE));
      return rows;
    } finally {
      FolderTree.delete(work);
    }
  }
}
