package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.float64.Float64Runtime;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.onnx.EmbeddingModel;

/** A graph and what passes made of it, both open, on noise, whose embeddings are the worst. */
final class TunedPair implements AutoCloseable {
  /** What two float32 forms of one graph may differ by. */
  static final double LIMIT = 2e-5;

  /** Of ERes2NetV2, whose synthetic weights make more of each rounding. */
  static final double V2_LIMIT = 3e-5;

  private final String name;
  private final Tuning tuning;
  private final Float64Runtime exact;
  private final EmbeddingModel official;
  private final EmbeddingModel tuned;

  /**
   * @param file the model
   * @param folder for the tuned graph
   */
  TunedPair(Path file, List<Pass> passes, Path folder) {
    OnnxModel model = OnnxModel.read(file);
    name = file.getFileName().toString();
    exact = new Float64Runtime(model);
    tuning = Tuning.apply(model, passes);
    Path written = folder.resolve("tuned-" + name);
    model.write(written);
    official = EmbeddingModel.open(file);
    tuned = EmbeddingModel.open(written);
  }

  Tuning tuning() {
    return tuning;
  }

  /** Clips of uniform noise from -3 to 3, of the same length. */
  static List<Features> noise(int frames, int clips) {
    return IntStream.range(0, clips)
        .mapToObj(i -> CamGraph.noise(frames, 80, frames + 1000L * i))
        .toList();
  }

  /** The same with a deviation of 1. */
  static List<Features> quietNoise(int frames, int clips) {
    return noise(frames, clips).stream().map(TunedPair::divided).toList();
  }

  private static Features divided(Features clip) {
    float[] values = clip.data().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(3); // the deviation of 3 times a uniform value in [-1, 1)
    }
    return new Features(clip.frames(), clip.bins(), values);
  }

  /** Each batch gives the same embeddings, up to the limit of the model. */
  void assertSame(List<List<Features>> batches) {
    assertThat(tuning.matches()).as(name).isPositive();
    double limit = name.startsWith("eres2netv2") ? V2_LIMIT : LIMIT;
    double worst = 0;
    for (List<Features> batch : batches) {
      float[][] expected = official.embed(batch);
      float[][] found = tuned.embed(batch);
      for (int i = 0; i < expected.length; i++) {
        double error = RelativeL2.of(expected[i], found[i]);
        assertThat(error)
            .as("%s: %d frames, clip %d of %d", name, batch.get(0).frames(), i, expected.length)
            .isLessThan(limit);
        worst = Math.max(worst, error);
      }
    }
    System.out.printf(
        "%s: %s: largest relative L2 over %d batches %.1e%n", name, tuning, batches.size(), worst);
  }

  /** Relative L2 of each clip to the official graph in double. */
  record Distances(double[] official, double[] tuned) {
    /** Of the clips' root mean squares. */
    double ratio() {
      return rootMeanSquare(tuned) / rootMeanSquare(official);
    }

    double ratioOfLargest() {
      return Arrays.stream(tuned).max().orElseThrow() / Arrays.stream(official).max().orElseThrow();
    }

    private static double rootMeanSquare(double[] values) {
      return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
    }
  }

  Distances distances(List<List<Features>> batches) {
    double[] before = new double[batches.stream().mapToInt(List::size).sum()];
    double[] after = new double[before.length];
    int clip = 0;
    for (List<Features> batch : batches) {
      double[][] expected = exact.embed(batch);
      float[][] plain = official.embed(batch);
      float[][] found = tuned.embed(batch);
      for (int i = 0; i < expected.length; i++, clip++) {
        before[clip] = RelativeL2.of(expected[i], plain[i]);
        after[clip] = RelativeL2.of(expected[i], found[i]);
      }
    }
    Distances distances = new Distances(before, after);
    System.out.printf(
        "%s: from double, %d clips: tuned %.1e to %.1e, official %.1e to %.1e; ratio %.2f, of the"
            + " largest %.2f%n",
        name,
        clip,
        min(after),
        max(after),
        min(before),
        max(before),
        distances.ratio(),
        distances.ratioOfLargest());
    return distances;
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  @Override
  public void close() {
    official.close();
    tuned.close();
  }
}
