package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

class EmbeddingAgreementTest {
  private static final int DIM = 192;
  private static final float[] EXPECTED = values(1, 1);
  private static final EmbeddingAgreement AGREEMENT =
      new EmbeddingAgreement("clip", "model", "pytorch", EXPECTED);

  private static float[] values(int seed, double deviation) {
    Random random = new Random(seed);
    float[] values = new float[DIM];
    for (int i = 0; i < DIM; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /** The expected embedding with errors as rounding gives them, then changed. */
  private static float[] rounded(double relativeL2, UnaryOperator<float[]> change) {
    float[] errors = values(2, relativeL2);
    float[] actual = new float[DIM];
    for (int i = 0; i < DIM; i++) {
      actual[i] = EXPECTED[i] + errors[i];
    }
    return change.apply(actual);
  }

  private static float[] with(float[] values, int index, double added) {
    values[index] += (float) added;
    return values;
  }

  private static float[] times(float[] values, double factor) {
    for (int i = 0; i < DIM; i++) {
      values[i] *= (float) factor;
    }
    return values;
  }

  @Test
  void roundingAgrees() {
    for (double size : new double[] {0, 1e-6, 1e-4, 5e-4, 1e-3}) {
      float[] actual = rounded(size, a -> a);
      assertThat(AGREEMENT.requireOnnxruntime(actual))
          .isEqualTo(ArrayErrors.between(EXPECTED, actual));
    }
    for (double size : new double[] {0, 1e-4, 1e-3, 1e-2, 5e-2}) {
      float[] actual = rounded(size, a -> a);
      assertThat(AGREEMENT.requireKnf(actual)).isEqualTo(ArrayErrors.between(EXPECTED, actual));
    }
  }

  @Test
  void errorsAreSmall() {
    assertThatThrownBy(() -> AGREEMENT.requireOnnxruntime(rounded(2e-3, a -> a)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(
            "golden embeddings of clip by model: the references do not agree: onnxruntime has a"
                + " cosine of 0.99999")
        .hasMessageEndingWith(", expected at least 0.999999 from pytorch");
    assertThatThrownBy(() -> AGREEMENT.requireKnf(rounded(0.15, a -> a)))
        .hasMessageContaining("onnxruntime_knf has a relative L2 of 0.1")
        .hasMessageEndingWith(", expected at most 0.100 from pytorch");
    assertThatThrownBy(() -> AGREEMENT.requireOnnxruntime(rounded(0, a -> with(a, 3, Double.NaN))))
        .hasMessageContaining("a cosine of NaN");
    assertThatThrownBy(() -> AGREEMENT.requireKnf(rounded(0, a -> with(a, 3, Double.NaN))))
        .hasMessageContaining("a relative L2 of NaN");
  }

  /** A cosine does not see a factor. */
  @Test
  void aFactorIsNoRounding() {
    assertThatThrownBy(() -> AGREEMENT.requireOnnxruntime(rounded(2e-5, a -> times(a, 1.01))))
        .hasMessageContaining("onnxruntime has a relative L2 of 0.0100, expected at most 0.00150");
    assertThatThrownBy(() -> AGREEMENT.requireOnnxruntime(rounded(2e-5, a -> times(a, 0.9995))))
        .hasMessageContaining("onnxruntime differs by a factor (share of the error along the");
    for (double factor : new double[] {0.99, 1.01}) {
      assertThatThrownBy(() -> AGREEMENT.requireKnf(rounded(3e-4, a -> times(a, factor))))
          .hasMessageContaining("onnxruntime_knf differs by a factor")
          .hasMessageContaining("expected at most 0.9");
    }
  }

  /** Each value counts: without the first, two of three equal ones make 0.82 of the error. */
  @Test
  void aFactorOfAShortEmbeddingIsSeenToo() {
    EmbeddingAgreement three =
        new EmbeddingAgreement("clip", "model", "pytorch", new float[] {1, 1, 1});
    assertThatThrownBy(() -> three.requireKnf(new float[] {1.01f, 1.01f, 1.01f}))
        .hasMessageContaining("differs by a factor (share of the error along the embedding: 1.00)");
  }

  @Test
  void oneValueAloneIsNoRounding() {
    float[] one = rounded(2e-5, a -> with(a, 77, 0.01));
    assertThatThrownBy(() -> AGREEMENT.requireOnnxruntime(one))
        .hasMessageContaining("onnxruntime is " + (double) one[77] + " at [77], expected ")
        .hasMessageContaining(" +- 0.000")
        .hasMessageEndingWith(" there, as all other values are that near from pytorch");
    assertThatThrownBy(() -> AGREEMENT.requireKnf(rounded(3e-4, a -> with(a, 77, -0.02))))
        .hasMessageContaining("onnxruntime_knf is ")
        .hasMessageContaining(" at [77], expected ");
  }

  /** Below the base the limits stay what they are, whatever the errors look like. */
  @Test
  void errorsThatRaiseNoLimitMayLookLikeAnything() {
    double norm = Math.sqrt(DIM);
    AGREEMENT.requireOnnxruntime(rounded(1e-7, a -> with(a, 77, 0.9e-4 * norm)));
    AGREEMENT.requireOnnxruntime(rounded(1e-7, a -> times(a, 1.00009)));
    AGREEMENT.requireKnf(rounded(1e-7, a -> with(a, 77, 4e-4 * norm)));
    AGREEMENT.requireKnf(rounded(1e-7, a -> times(a, 1.0004)));
  }
}
