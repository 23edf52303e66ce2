package org.speakerbench.bench.measure;

import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * One combination that is measured.
 *
 * @param work what reports call it
 * @param model where its model is; null for stages without one
 */
public record Cell(Work work, ModelRef model) {

  public Cell {
    if (!work.model().equals(model == null ? "" : model.label())) {
      throw new IllegalArgumentException("work on \"" + work.model() + "\" with model " + model);
    }
  }

  /** For progress lines and messages, for example {@code campplus e2e}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!work.program().equals(Work.SPEAKERBENCH)) {
      text.append(work.program()).append(' ');
    }
    if (model != null) {
      text.append(model.label()).append(' ');
    }
    text.append(work.stage().label());
    if (work.scenario() == Scenario.OFFLINE) {
      text.append(" offline x").append(work.workers());
    }
    return text.toString();
  }
}
