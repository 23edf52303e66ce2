package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.internal.SplitMix64;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.Remedy;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.KnownModel;

/** Whether another form of a model's graph gives its embeddings: both are run on noise. */
final class SameAnswer {
  /**
   * Largest relative L2 between two forms of one graph: float32 runtimes differ by 1e-5 among
   * themselves.
   */
  private static final double LIMIT = 1e-4;

  /** Around CAM++'s segments of 200 frames, and less. */
  private static final int[] FRAMES = {9, 50, 149, 199, 200, 201, 298, 345, 400, 700};

  /** Bins if the model takes any number. */
  private static final int BINS = 80;

  private SameAnswer() {}

  /**
   * Runs both.
   *
   * @param form what messages call the other form
   * @return what was found, one sentence
   * @throws SpeakerbenchException if they differ
   */
  static String check(KnownModel model, Path source, Path other, String form) {
    double worst = 0;
    int at = 0;
    int[] taken;
    try (EmbeddingModel before = EmbeddingModel.open(source, model, SessionSettings.DEFAULT);
        EmbeddingModel after = EmbeddingModel.open(other, model, SessionSettings.DEFAULT)) {
      if (before.remedy() == Remedy.PORTABLE_POOLING) {
        return "not compared with IN, which ONNX Runtime "
            + OnnxRuntime.version()
            + " computes wrongly";
      }
      SplitMix64 random = new SplitMix64(1);
      taken = Arrays.stream(FRAMES).filter(n -> n >= before.spec().minFrames()).toArray();
      for (int frames : taken) {
        Features features = noise(random, frames, before.featureBins());
        double error = RelativeL2.of(before.embed(features), after.embed(features));
        if (!(error <= worst)) {
          worst = error;
          at = frames;
        }
        if (!(worst <= LIMIT)) {
          break; // also if it is no number
        }
      }
    }
    if (taken.length == 0) {
      throw new SpeakerbenchException(
          source
              + ": found a model that takes more than "
              + FRAMES[FRAMES.length - 1]
              + " frames, expected one that can be compared; nothing is written");
    }
    if (!(worst <= LIMIT)) {
      throw new SpeakerbenchException(
          String.format(
              Locale.ROOT,
              "%s: found a relative L2 of %.1e to the %s form at %d frames, expected at most"
                  + " %.0e; nothing is written",
              source,
              worst,
              form,
              at,
              LIMIT));
    }
    return String.format(
        Locale.ROOT,
        "largest relative L2 to IN at %d frame counts of noise (%d to %d): %.1e",
        taken.length,
        taken[0],
        taken[taken.length - 1],
        worst);
  }

  private static Features noise(SplitMix64 random, int frames, int modelBins) {
    int bins = modelBins > 0 ? modelBins : BINS;
    return new Features(frames, bins, random.noise(frames * bins, 3));
  }
}
