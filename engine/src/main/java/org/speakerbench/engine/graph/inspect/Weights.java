package org.speakerbench.engine.graph.inspect;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.graph.inspect.Finding.Topic;

/** Weights that are no numbers, or so small that processors are slow with them. */
final class Weights {
  /** Tensors that are named; of more the rest is counted. */
  private static final int NAMED = 3;

  private final List<String> notFinite = new ArrayList<>();
  private final List<String> denormal = new ArrayList<>();
  private long notFiniteValues;
  private long denormalValues;

  private Weights() {}

  /**
   * @param unreadable locations of external data that is not whole: of those nothing is said
   */
  static List<Finding> findings(OnnxModel model, List<String> unreadable) {
    Weights weights = new Weights();
    List<Finding> findings = new ArrayList<>();
    for (Tensor tensor : model.allTensors()) {
      if (tensor.external().filter(range -> unreadable.contains(range.location())).isPresent()) {
        continue;
      }
      try {
        weights.add(tensor);
      } catch (SpeakerbenchException e) {
        findings.add(new Finding(Topic.WEIGHTS, e.getMessage() + "; get the file again"));
      }
    }
    if (weights.notFiniteValues > 0) {
      findings.add(
          new Finding(
              Topic.WEIGHTS,
              weights.notFiniteValues
                  + " weights are infinite or no number, in "
                  + names(weights.notFinite)
                  + ": take a checkpoint from before training diverged"));
    }
    if (weights.denormalValues > 0) {
      findings.add(
          new Finding(
              Topic.WEIGHTS,
              weights.denormalValues
                  + " weights are denormal, so small that processors are slow with them, in "
                  + names(weights.denormal)
                  + ": write zeros instead"));
    }
    return findings;
  }

  private void add(Tensor tensor) {
    Optional<ElementType> type = tensor.type();
    if (type.isEmpty() || tensor.shape().isEmpty()) {
      return; // without a dimension it is a number of the graph, such as the -inf that masks frames
    }
    long[] counts =
        switch (type.get()) {
          case FLOAT -> count(tensor.bytes(), Float.BYTES, 8, 23);
          case DOUBLE -> count(tensor.bytes(), Double.BYTES, 11, 52);
          case FLOAT16 -> count(tensor.bytes(), Short.BYTES, 5, 10);
          case BFLOAT16 -> count(tensor.bytes(), Short.BYTES, 8, 7);
          default -> new long[2];
        };
    if (counts[0] > 0) {
      notFinite.add(tensor.name());
      notFiniteValues += counts[0];
    }
    // Half precision has denormals among usual weights, and processors compute it in float32.
    if (counts[1] > 0 && type.get() != ElementType.FLOAT16) {
      denormal.add(tensor.name());
      denormalValues += counts[1];
    }
  }

  /**
   * Counts values with an exponent of ones, which are no finite numbers, and those with an exponent
   * of zeros that are not zero, by IEEE 754.
   */
  private static long[] count(ByteBuffer bytes, int size, int exponentBits, int fractionBits) {
    long ones = (1L << exponentBits) - 1;
    long fractionMask = (1L << fractionBits) - 1;
    long[] counts = new long[2];
    while (bytes.hasRemaining()) {
      long bits =
          switch (size) {
            case Short.BYTES -> bytes.getShort();
            case Float.BYTES -> bytes.getInt();
            default -> bytes.getLong();
          };
      long exponent = bits >>> fractionBits & ones;
      if (exponent == ones) {
        counts[0]++;
      } else if (exponent == 0 && (bits & fractionMask) != 0) {
        counts[1]++;
      }
    }
    return counts;
  }

  private static String names(List<String> tensors) {
    int more = tensors.size() - NAMED;
    return String.join(", ", tensors.subList(0, Math.min(NAMED, tensors.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
