package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SharedFiles;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.convert.CheckpointImport;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Whole models by all passes of a target against the graphs that they are made from. With {@code
 * -Dspeakerbench.test.allFrames=true} at every length.
 */
class TunedModelsTest {
  /**
   * How much further from double a tuned graph may be: by the root mean square of the clips'
   * distances, and by the largest of them. Of a single clip it is a draw of its roundings, for
   * either graph, and often 2.
   */
  private static final double FARTHER = 1.5;

  @TempDir Path folder;

  private TunedPair tuned(String key) {
    Path file = Zoo.inCacheFolder().materialize(key);
    return new TunedPair(file, Passes.of(Target.CPU), folder);
  }

  /** One clip of each length, and batches of three. */
  private static List<List<Features>> clips(int[] lengths, int... batched) {
    return clips(TunedPair::noise, lengths, batched);
  }

  private static List<List<Features>> clips(
      BiFunction<Integer, Integer, List<Features>> noise, int[] lengths, int... batched) {
    List<List<Features>> batches = new ArrayList<>();
    Arrays.stream(lengths).forEach(frames -> batches.add(noise.apply(frames, 1)));
    Arrays.stream(batched).forEach(frames -> batches.add(noise.apply(frames, 3)));
    return batches;
  }

  private static int[] allOr(int first, int last, int... some) {
    return Boolean.getBoolean("speakerbench.test.allFrames")
        ? IntStream.rangeClosed(first, last).toArray()
        : some;
  }

  /**
   * Around the stride of 2 and the segments of 200 frames; PortablePoolingTest has the other
   * target.
   */
  @Test
  void camPlusPlusGivesTheSameAtEveryLength() {
    try (TunedPair pair = tuned("campplus")) {
      assertThat(pair.tuning().matches()).isPositive();
      int[] edges = {3, 4, 5, 9, 100, 199, 200, 201, 298, 399, 400, 401, 402, 700};
      pair.assertSame(clips(allOr(3, 700, edges), 3, 201, 298));
    }
  }

  /** By the passes for OpenVINO, on the CPU provider: what they make is plain ONNX. */
  @ParameterizedTest
  @CsvSource({"campplus, 3, 201", "eres2net-base, 9, 17"})
  void theFormForOpenVinoGivesTheSame(String key, int shortest, int longer) {
    Path file = Zoo.inCacheFolder().materialize(key);
    try (TunedPair pair = new TunedPair(file, Passes.of(Target.OPENVINO), folder)) {
      assertThat(pair.tuning().toString()).contains("frames-as-rows ");
      pair.assertSame(clips(allOr(shortest, 300, shortest, longer), longer));
    }
  }

  /** Around the strides of 8, from the fewest frames on whose deviation is defined. */
  @Test
  void eRes2NetGivesTheSameAtItsEdges() {
    try (TunedPair pair = tuned("eres2net-base")) {
      pair.assertSame(clips(allOr(9, 320, 9, 15, 16, 17, 50, 101), 9, 33));
    }
  }

  /**
   * On the louder noise the official graph itself is up to 3e-5 from double, and another float32
   * form of it up to twice that from it: there {@link #nothingIsFartherFromDouble} is the test.
   */
  @Test
  void eRes2NetV2GivesTheSameAtItsEdges() {
    try (TunedPair pair = tuned("eres2netv2")) {
      pair.assertSame(clips(TunedPair::quietNoise, allOr(9, 320, 9, 15, 16, 17, 50, 101), 9, 33));
    }
  }

  /** What Huge has in it; Large is Base with wider layers, and in the full sweep only. */
  @ParameterizedTest
  @ValueSource(strings = {"eres2net-large", "eres2net-huge"})
  void theLargeOnesGiveTheSame(String key) {
    assumeTrue(key.equals("eres2net-huge") || Boolean.getBoolean("speakerbench.test.allFrames"));
    try (TunedPair pair = tuned(key)) {
      pair.assertSame(clips(allOr(9, 80, 9, 17), 9));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "campplus-torch1.13-op11",
        "campplus-torch2.15-default",
        "campplus-torch2.15-legacy",
        "campplus-torch2.15-op20-unnamed",
        "eres2net-torch2.15-default",
        "eres2netv2-torch2.15-default"
      })
  void exportsOfEveryVersionGiveTheSame(String name) {
    Path file = SharedFiles.require("exports/" + name + ".onnx");
    try (TunedPair pair = new TunedPair(file, Passes.of(Target.CPU), folder)) {
      pair.assertSame(clips(allOr(9, 420, 9, 101, 200, 201, 298, 401), 9, 201));
    }
  }

  @Test
  void theTrainedCamPlusPlusGivesTheSame() throws IOException {
    Path trained = SharedFiles.require("models/campplus_cn_en_common.pt");
    Path file = folder.resolve("trained.onnx");
    try (Checkpoint checkpoint = Checkpoint.read(trained)) {
      CheckpointImport.model("campplus-192", checkpoint).write(file);
    }
    try (TunedPair pair = new TunedPair(file, Passes.of(Target.CPU), folder)) {
      assertThat(pair.tuning().matches()).isPositive();
      pair.assertSame(clips(allOr(3, 700, 3, 100, 200, 201, 298), 201));
      assertNoFartherFromDouble(pair, clips(new int[] {3, 50, 201}, 51));
    }
  }

  @ParameterizedTest
  @CsvSource({"campplus, 3, 50, 201", "eres2net-base, 9, 12, 17", "eres2netv2, 9, 12, 17"})
  void nothingIsFartherFromDouble(String key, int shortest, int middle, int longest) {
    try (TunedPair pair = tuned(key)) {
      assertNoFartherFromDouble(pair, clips(new int[] {middle, longest}, shortest, shortest + 1));
    }
  }

  private static void assertNoFartherFromDouble(TunedPair pair, List<List<Features>> batches) {
    TunedPair.Distances distances = pair.distances(batches);
    assertThat(distances.ratio()).isLessThan(FARTHER);
    assertThat(distances.ratioOfLargest()).isLessThan(FARTHER);
  }
}
