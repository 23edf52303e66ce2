package org.speakerbench.golden.pack;

import org.speakerbench.engine.SpeakerbenchException;

/**
 * Whether the stored embeddings of a clip and a model agree with each other. Limits grow with their
 * errors, so the errors must be what rounding gives, for a pack to be trusted: small, spread over
 * all values, and not a mere factor. The last two count where the error raises a limit.
 *
 * @param clip id of the clip
 * @param model name of the model
 * @param source who computed the expected embedding
 * @param expected the expected embedding, [dim]
 */
record EmbeddingAgreement(String clip, String model, String source, float[] expected) {

  /**
   * Requires agreement with Python's ONNX Runtime on the same features.
   *
   * @return the errors
   * @throws SpeakerbenchException if they do not agree
   */
  ArrayErrors requireOnnxruntime(float[] actual) {
    String name = "onnxruntime";
    ArrayErrors errors = ArrayErrors.between(expected, actual);
    if (!(errors.cosine() >= Limits.INFERENCE_MIN_COSINE)) {
      throw disagree(
          name, "has a cosine of " + errors.cosine(), "at least " + Limits.INFERENCE_MIN_COSINE);
    }
    requireSmall(name, errors, Limits.AGREEMENT_INFERENCE);
    if (Limits.inference(errors.relativeL2()) > Limits.INFERENCE_BASE) {
      requireRounding(name, errors, actual);
    }
    return errors;
  }

  /**
   * Requires agreement with Python's ONNX Runtime on the features of kaldi-native-fbank.
   *
   * @return the errors
   * @throws SpeakerbenchException if they do not agree
   */
  ArrayErrors requireKnf(float[] actual) {
    String name = "onnxruntime_knf";
    ArrayErrors errors = ArrayErrors.between(expected, actual);
    requireSmall(name, errors, Limits.END_TO_END_CAP);
    if (Limits.endToEnd(errors.relativeL2()) > Limits.END_TO_END_BASE) {
      requireRounding(name, errors, actual);
    }
    return errors;
  }

  private void requireSmall(String name, ArrayErrors errors, double limit) {
    if (!(errors.relativeL2() <= limit)) {
      throw disagree(
          name,
          "has a relative L2 of " + Metric.RELATIVE_L2.format(errors.relativeL2()),
          "at most " + Metric.RELATIVE_L2.format(limit));
    }
  }

  private void requireRounding(String name, ArrayErrors errors, float[] actual) {
    if (errors.maxAbs() > errors.outlierLimit(0)) {
      throw disagree(
          name,
          "is " + errors.actual() + " at [" + errors.worstIndex() + "]",
          errors.expected()
              + " +- "
              + Metric.MAX_ABS.format(errors.outlierLimit(0))
              + " there, as all other values are that near");
    }
    double along = Math.abs(along(actual));
    if (along > Limits.AGREEMENT_ALONG) {
      throw disagree(
          name,
          "differs by a factor (share of the error along the embedding: "
              + Metric.RELATIVE_L2.format(along)
              + ")",
          "at most " + Limits.AGREEMENT_ALONG);
    }
  }

  /** Cosine of the error and the expected embedding. */
  private double along(float[] actual) {
    double[] error = new double[expected.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = (double) actual[i] - expected[i];
    }
    return ArrayErrors.between(ArrayErrors.doubles(expected), error).cosine();
  }

  private SpeakerbenchException disagree(String name, String found, String wanted) {
    return new SpeakerbenchException(
        "golden embeddings of "
            + clip
            + " by "
            + model
            + ": the references do not agree: "
            + name
            + " "
            + found
            + ", expected "
            + wanted
            + " from "
            + source);
  }
}
