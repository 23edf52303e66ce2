package org.speakerbench.bench.measure;

import java.util.List;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What to measure.
 *
 * @param models at least one
 * @param clip id of a golden clip, or the path of a WAV file
 * @param own the user's own front end and golden pack
 * @param grid what varies
 * @param programs who does it besides this program
 * @param profile how long and how often
 * @param forks fresh JVMs of each combination
 * @param noiseBand relative difference between two programs that is taken for noise
 * @param zoo where the weights of the embedded models are
 */
public record RtfSettings(
    List<ModelRef> models,
    String clip,
    OwnFiles own,
    Grid grid,
    Programs programs,
    Profile profile,
    int forks,
    double noiseBand,
    Zoo zoo) {

  private static final int MAX_FORKS = 100;
  private static final String SAFE_NAME = "[A-Za-z0-9][A-Za-z0-9._ -]*";

  /** Models that are run by what is measured; none where only FBank or reading is. */
  public static List<ModelRef> timed(List<ModelRef> models, Grid grid, Programs programs) {
    boolean outside = !programs.outside().isEmpty();
    return outside || grid.stages().stream().anyMatch(Stage::perModel) ? models : List.of();
  }

  /** Models that are run. */
  public List<ModelRef> timed() {
    return timed(models, grid, programs);
  }

  public RtfSettings {
    models = List.copyOf(models);
    if (forks < 1 || forks > MAX_FORKS) {
      throw new SpeakerbenchException("--forks: found " + forks + ", expected 1 to " + MAX_FORKS);
    }
    for (ModelRef model : models) {
      if (!model.name().matches(SAFE_NAME)) {
        throw new SpeakerbenchException(
            "model name: found "
                + model.name()
                + ", expected letters, digits and . _ - only: give it one with NAME=PATH");
      }
    }
  }
}
