package org.speakerbench.bench.matrix;

import java.nio.file.Path;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.provider.Provider;

/**
 * A file of the matrix.
 *
 * @param name of the model, without its form
 * @param label with its form in brackets if that is not the official one
 * @param file to run as it is
 * @param exporter who wrote it
 * @param stored what its weights are stored in
 * @param target what its graph was rewritten for; null if it was not
 */
record MatrixModel(
    String name, String label, Path file, String exporter, StoredPrecision stored, Target target) {
  /** Whether it is meant for a provider: a tuned graph is for one alone. */
  boolean isFor(Provider provider) {
    if (target == null || target == Target.PORTABLE) {
      return true;
    }
    return provider.isPlugin() ? provider.name().equals(target.toString()) : target == Target.CPU;
  }
}
