package org.speakerbench.bench.matrix;

import java.nio.file.Path;

/**
 * A file of the matrix.
 *
 * @param name of the model, without its form
 * @param label with its form in brackets if that is not the official one
 * @param file to run as it is
 * @param exporter who wrote it
 * @param stored what its weights are stored in
 */
record MatrixModel(String name, String label, Path file, String exporter, StoredPrecision stored) {
  /** Whether it is the graph that others of its name are compared with in speed. */
  boolean isOfficial() {
    return label.equals(name);
  }
}
