package org.speakerbench.engine.graph.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * What passes did to a model.
 *
 * @param steps one for each pass, in the order in which they ran
 */
public record Tuning(List<Step> steps) {
  /** Key of the model's metadata that says what was rewritten. */
  public static final String MARK = "speakerbench.tuned";

  /**
   * One pass.
   *
   * @param matches places that it rewrote
   * @param nodesBefore nodes of the graph
   * @param nodesAfter the same, afterwards
   */
  public record Step(Pass pass, int matches, int nodesBefore, int nodesAfter) {}

  /**
   * Runs passes over a model, and writes into its metadata what matched. Where a model rounds its
   * values ({@link Roundings}) only those run that move no rounding.
   *
   * @throws SpeakerbenchException if one refuses the model, which is not to be used then
   */
  public static Tuning apply(OnnxModel model, List<Pass> passes) {
    List<Step> steps = new ArrayList<>();
    boolean rounds = Roundings.in(model).isPresent();
    for (Pass pass : passes) {
      int before = model.graph().nodes().size();
      int matches = rounds && pass.movesRoundings() ? 0 : pass.apply(model);
      if (matches > 0) {
        model.graph().removeUnused();
      }
      steps.add(new Step(pass, matches, before, model.graph().nodes().size()));
    }
    Tuning tuning = new Tuning(List.copyOf(steps));
    if (tuning.matches() > 0) {
      model.metadata().merge(MARK, tuning.toString(), (old, now) -> old + ", " + now);
    }
    return tuning;
  }

  /** Places that were rewritten, by all passes. */
  public int matches() {
    return steps.stream().mapToInt(Step::matches).sum();
  }

  /** For example {@code segment-context 52, uncounted-pads 1}: those that matched. */
  @Override
  public String toString() {
    return steps.stream()
        .filter(step -> step.matches() > 0)
        .map(step -> step.pass().name() + " " + step.matches())
        .collect(Collectors.joining(", "));
  }
}
