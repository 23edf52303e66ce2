package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.EmbeddingProcess;
import org.speakerbench.bench.jmh.state.References;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import picocli.CommandLine.Option;

/** {@code --tune}, for commands with a row for each model. */
final class TuneOption {
  private static final int CLIP_MS = 3000;

  @Option(
      names = "--tune",
      description =
          "Each model by its tuned graph too, in rows of its own, such as campplus (tuned): the same"
              + " answer in operators that are faster where it is computed (see models tune).")
  private boolean tune;

  /**
   * The models, each with its tuned graph behind it if that is asked for and there is one, for
   * which it is opened.
   *
   * @param err told of those that have none
   */
  List<ModelRef> with(List<ModelRef> models, Zoo zoo, PrintWriter err) {
    if (!tune) {
      return models;
    }
    List<ModelRef> all = new ArrayList<>();
    for (ModelRef model : ModelRef.withTuned(models)) {
      if (models.contains(model) || has(model, zoo, err)) {
        all.add(model);
      }
    }
    return all;
  }

  private static boolean has(ModelRef model, Zoo zoo, PrintWriter err) {
    try {
      if (model.provider().isPlugin()) {
        runApart(model, zoo);
      } else {
        model.open(zoo, SessionSettings.DEFAULT).close();
      }
      return true;
    } catch (SpeakerbenchException e) {
      if (JvmCrash.isIn(e.getMessage())) {
        return true; // there is one, and rows say what it does
      }
      err.println("note: " + OptionNames.message(e) + ": no row of its own");
      return false;
    }
  }

  /** In a process of its own, as a plugin may crash it. */
  private static void runApart(ModelRef model, Zoo zoo) {
    try {
      BenchClip clip = BenchClip.load(References.standard(), BenchClip.DEFAULT, CLIP_MS);
      EmbeddingProcess.of(model, zoo.directory(), List.of()).embed(clip.writeWav());
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot try model " + model.label() + ": " + Reasons.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeakerbenchException("interrupted while model " + model.label() + " was tried", e);
    }
  }
}
