package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

class EnrolmentTest {

  @Test
  void eachClipCountsTheSameHoweverLongItsEmbeddingIs() {
    float[] mean = Enrolment.mean(List.of(new float[] {1000, 0}, new float[] {0, 0.001f}));
    assertThat(mean).containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5));
  }

  @Test
  void isOfUnitLengthAndOneEmbeddingKeepsItsDirection() {
    assertThat(Enrolment.mean(List.of(new float[] {3, 4}))).containsExactly(0.6f, 0.8f);
    assertThat(Enrolment.mean(List.of(new float[] {3 * 0x1p100f, 4 * 0x1p100f})))
        .containsExactly(0.6f, 0.8f);
    assertThat(Enrolment.mean(List.of(new float[] {3e-40f, 0}))).containsExactly(1, 0);
  }

  /** A clip's cosine with the mean is the mean of its cosines, but for one factor for all clips. */
  @Test
  void ordersClipsAsTheMeanOfTheirCosinesDoes() {
    Random random = new Random(5);
    List<float[]> enrolled = IntStream.range(0, 4).mapToObj(i -> vector(random, 1 + i)).toList();
    float[] mean = Enrolment.mean(enrolled);
    double factor = 0;
    for (int clip = 0; clip < 10; clip++) {
      float[] test = vector(random, 1);
      double ofCosines =
          enrolled.stream().mapToDouble(e -> Cosine.similarity(e, test)).average().orElseThrow();
      double ratio = Cosine.similarity(mean, test) / ofCosines;
      factor = clip == 0 ? ratio : factor;
      assertThat(ratio).isCloseTo(factor, within(1e-4));
    }
  }

  private static float[] vector(Random random, double scale) {
    float[] vector = new float[192];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (scale * (0.5 + random.nextGaussian()));
    }
    return vector;
  }

  @Test
  void doesNotChangeWhatItIsGiven() {
    float[] embedding = {3, 4};
    Enrolment.mean(List.of(embedding, embedding));
    assertThat(embedding).containsExactly(3, 4);
  }

  @Test
  void whatHasNoMeanIsRefused() {
    Class<?> call = IllegalArgumentException.class;
    refused(call, "found no embeddings, expected at least one");
    refused(call, "embedding 1 has 3 values, expected 2", new float[] {1, 1}, new float[3]);
    refused("embedding 1 has length 0.0, expected a direction", new float[] {1, 1}, new float[2]);
    refused("embedding 0 has length NaN, expected a direction", new float[] {1, Float.NaN});
    refused(
        "embedding 0 has length Infinity, expected a direction",
        new float[] {Float.NEGATIVE_INFINITY});
    refused(
        "the mean of 2 embeddings has length 0.0, expected a direction",
        new float[] {1, 0},
        new float[] {-2, 0});
  }

  private static void refused(String message, float[]... embeddings) {
    refused(SpeakerbenchException.class, message, embeddings);
  }

  private static void refused(Class<?> type, String message, float[]... embeddings) {
    assertThatThrownBy(() -> Enrolment.mean(List.of(embeddings)))
        .isInstanceOf(type)
        .hasMessage(message);
  }
}
