package org.speakerbench.engine.score;

import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Several embeddings of one speaker as one: what later clips are compared with.
 *
 * <p>Each embedding is scaled to unit length before the mean is taken, so that each enrolment clip
 * counts the same, as it does in the mean of their cosines. The length of an embedding says little
 * of the speaker: it varies with the clip's duration, level and noise, and a mean of unscaled
 * embeddings, as sherpa-onnx takes it, is mostly that of the longest.
 */
public final class Enrolment {
  private Enrolment() {}

  /**
   * The mean of embeddings that were scaled to unit length, itself scaled to unit length, [dim]. Of
   * one embedding it is that embedding at unit length.
   *
   * @param embeddings one or more of equal length; they are not changed
   * @throws SpeakerbenchException if one has no direction: it is zero or not finite; or if they
   *     cancel each other out
   * @throws IllegalArgumentException if there is none, or lengths differ
   */
  public static float[] mean(List<float[]> embeddings) {
    if (embeddings.isEmpty()) {
      throw new IllegalArgumentException("found no embeddings, expected at least one");
    }
    int dim = embeddings.get(0).length;
    double[] sum = new double[dim];
    for (int i = 0; i < embeddings.size(); i++) {
      float[] embedding = embeddings.get(i);
      if (embedding.length != dim) {
        throw new IllegalArgumentException(
            "embedding " + i + " has " + embedding.length + " values, expected " + dim);
      }
      double[] values = new double[dim];
      for (int d = 0; d < dim; d++) {
        values[d] = embedding[d];
      }
      double length = length(values, "embedding " + i);
      for (int d = 0; d < dim; d++) {
        sum[d] += values[d] / length;
      }
    }
    double length = length(sum, "the mean of " + embeddings.size() + " embeddings");
    float[] mean = new float[dim];
    for (int d = 0; d < dim; d++) {
      mean[d] = (float) (sum[d] / length);
    }
    return mean;
  }

  private static double length(double[] vector, String name) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
      throw new SpeakerbenchException(
          name + " has length " + Math.sqrt(squares) + ", expected a direction");
    }
    return Math.sqrt(squares);
  }
}
