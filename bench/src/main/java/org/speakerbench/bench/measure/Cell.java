package org.speakerbench.bench.measure;

import org.speakerbench.engine.zoo.ModelRef;

/**
 * One combination that is measured: a stage and, where it matters, a model.
 *
 * @param model null for stages without a model
 */
public record Cell(Stage stage, ModelRef model) {

  public Cell {
    if (stage.perModel() == (model == null)) {
      throw new IllegalArgumentException("stage " + stage + " with model " + model);
    }
  }

  /** Name of the model; empty for stages without one. */
  public String modelName() {
    return model == null ? "" : model.name();
  }

  /** For progress lines and messages, for example {@code campplus e2e}. */
  @Override
  public String toString() {
    return model == null ? stage.label() : model.name() + " " + stage.label();
  }
}
