package org.speakerbench.bench.format;

import java.util.ArrayList;
import java.util.List;

/**
 * What is timed, and by which program: what identifies a row but for its clock.
 *
 * @param program {@link #SPEAKERBENCH}, {@link #BASE}, or the name given to an outside program
 * @param scenario how calls follow each other
 * @param stage the part that is timed
 * @param model name of the model; empty for stages without one
 * @param intraOpThreads threads of ONNX Runtime inside one operator; 0 for stages without it
 * @param workers parallel callers of one session
 * @param batch clips of equal length in one call
 * @param audioMs length of one clip, ms; 0 for ceilings of the machine
 */
public record Work(
    String program,
    Scenario scenario,
    Stage stage,
    String model,
    int intraOpThreads,
    int workers,
    int batch,
    int audioMs) {
  /** This program. */
  public static final String SPEAKERBENCH = "speakerbench";

  /** Another version of this program, to compare with. */
  public static final String BASE = "base";

  public Work {
    if (stage.perModel() == model.isEmpty()) {
      throw new IllegalArgumentException("stage " + stage + " with model \"" + model + "\"");
    }
  }

  /** The same work, done by another program. */
  public Work by(String other) {
    return new Work(other, scenario, stage, model, intraOpThreads, workers, batch, audioMs);
  }

  /**
   * In a few words, for instance {@code campplus e2e 3000 ms}: one thread, one worker and one clip
   * are usual and not said.
   */
  public String described() {
    List<String> words = new ArrayList<>();
    words.add(program.equals(SPEAKERBENCH) ? "" : program);
    words.add(model);
    words.add(stage.label());
    words.add(scenario == Scenario.OFFLINE ? "offline x" + workers : "");
    words.add(intraOpThreads > 1 ? "threads=" + intraOpThreads : "");
    words.add(batch > 1 ? "batch=" + batch : "");
    words.add(stage.perMachine() ? "" : audioMs + " ms");
    words.removeIf(String::isEmpty);
    return String.join(" ", words);
  }

  /** Audio of one call, ms. */
  public double callAudioMs() {
    return (double) audioMs * batch;
  }
}
