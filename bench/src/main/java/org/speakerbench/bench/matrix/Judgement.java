package org.speakerbench.bench.matrix;

import java.nio.file.Path;
import java.util.Optional;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;

/**
 * What answers are worth.
 *
 * @param cosineMin NaN if nothing was compared
 * @param relL2Max NaN if nothing was compared; infinite if an answer is missing or no number
 * @param firstFailingFrames -1 for none
 */
record Judgement(
    RuntimeVerdict verdict,
    double cosineMin,
    double relL2Max,
    int firstFailingFrames,
    String note) {

  /** Nothing was compared. */
  static Judgement without(RuntimeVerdict verdict, String note) {
    return new Judgement(verdict, Double.NaN, Double.NaN, -1, note);
  }

  /**
   * Of a reduced precision, whose drift hides what is wrong by less: it is safe only where float32
   * is.
   *
   * @param f32 the row of float32 on the same release and provider; empty of float32 itself
   */
  Judgement onGroundsOf(Optional<RuntimeRow> f32) {
    if (verdict != RuntimeVerdict.SAFE
        || f32.filter(row -> row.verdict() != RuntimeVerdict.SAFE).isEmpty()) {
      return this;
    }
    return new Judgement(
        RuntimeVerdict.UNSAFE,
        cosineMin,
        relL2Max,
        firstFailingFrames,
        "within the limit of its precision, but f32 is " + f32.get().verdict().label());
  }

  /** The same, with more behind the note. */
  Judgement and(String more) {
    return new Judgement(
        verdict,
        cosineMin,
        relL2Max,
        firstFailingFrames,
        note.isEmpty() ? more : note + "; " + more);
  }

  /** Without names of this machine's folders, which ONNX Runtime puts into its messages. */
  Judgement withoutPaths(Job job) {
    String told = without(note, job.model());
    return new Judgement(
        verdict,
        cosineMin,
        relL2Max,
        firstFailingFrames,
        job.provider().isPlugin() ? without(told, job.provider().library()) : told);
  }

  private static String without(String text, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return text.replace(folder + folder.getFileSystem().getSeparator(), "");
  }
}
