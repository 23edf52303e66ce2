package org.speakerbench.engine.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Value;

/** The input and the output of a model by which features become an embedding. */
final class Signature {
  private static final String EXPECTED_INPUT = "expected float [batch, frames, bins]";

  private final ModelFile file;
  private final Value input;
  private final Value output;

  /**
   * Finds them.
   *
   * @throws SpeakerbenchException if there is not one of each
   */
  Signature(ModelFile file, Facts facts) {
    this.file = file;
    input = input(facts.get(SpecKey.INPUT));
    output = output(facts.get(SpecKey.OUTPUT));
  }

  Value input() {
    return input;
  }

  Value output() {
    return output;
  }

  /** Size of an axis of the input; -1 if it varies. */
  int inputSize(int axis) {
    return size(input.shape().get(axis));
  }

  /** Length of an embedding; -1 if the file does not say. */
  int embeddingDim() {
    return size(output.shape().get(output.shape().size() - 1));
  }

  private static int size(String dimension) {
    if (!Value.isFixed(dimension)) {
      return -1;
    }
    try {
      return Integer.parseInt(dimension);
    } catch (NumberFormatException e) {
      throw new SpeakerbenchException(
          "found an axis of " + dimension + " values, expected at most " + Integer.MAX_VALUE, e);
    }
  }

  private Value input(Facts.Fact stated) {
    List<Value> inputs = file.inputs();
    if (stated != null) {
      requireOne(inputs, stated, "input");
    }
    if (inputs.size() != 1) {
      throw new SpeakerbenchException(
          "found "
              + inputs.size()
              + " inputs "
              + inputs.stream().map(Value::name).toList()
              + ", expected one of rank 3");
    }
    Value only = inputs.get(0);
    if (!isFloatOfRank(only, 3)) {
      throw new SpeakerbenchException(
          "input " + only.name() + " is " + described(only) + ", " + EXPECTED_INPUT);
    }
    return only;
  }

  /** The axes of the input, by its shape. */
  AxisOrder axes() {
    return inputSize(1) >= 0 && inputSize(2) < 0
        ? AxisOrder.BATCH_BINS_FRAMES
        : AxisOrder.BATCH_FRAMES_BINS;
  }

  /** Throws unless the number of frames varies. */
  void requireAnyFrames(AxisOrder axes) {
    int frames = inputSize(axes.frames());
    if (frames >= 0) {
      throw new SpeakerbenchException(
          "input "
              + input.name()
              + " has a fixed frame count of "
              + frames
              + ", expected a dynamic axis: export it with dynamic_axes, or with dynamic_shapes"
              + " of torch's newer exporter, for the frames");
    }
  }

  /** The only output of rank 2; where there are more, or none, the one that can be told. */
  private Value output(Facts.Fact stated) {
    List<Value> plain = file.outputs().stream().filter(o -> isFloatOfRank(o, 2)).toList();
    List<Value> between = file.outputs().stream().filter(Signature::hasOneBetween).toList();
    List<Value> all = Stream.concat(plain.stream(), between.stream()).toList();
    if (stated != null) {
      requireOne(file.outputs(), stated, "output");
      return all.stream()
          .filter(output -> output.name().equals(stated.value().asText()))
          .findFirst()
          .orElseThrow(this::noEmbedding);
    }
    return all.stream()
        .filter(output -> Framework.namesEmbedding(output.name()))
        .findFirst()
        .or(() -> only(plain))
        .or(() -> plain.isEmpty() ? only(between) : Optional.empty())
        .orElseThrow(this::noEmbedding);
  }

  private static void requireOne(List<Value> values, Facts.Fact stated, String what) {
    List<String> names = values.stream().map(Value::name).toList();
    if (!names.contains(stated.value().asText())) {
      throw new SpeakerbenchException(
          "found the "
              + what
              + " "
              + stated.value()
              + " in "
              + stated.source()
              + ", expected one of the file: "
              + String.join(", ", names));
    }
  }

  private static <T> Optional<T> only(List<T> list) {
    return list.size() == 1 ? Optional.of(list.get(0)) : Optional.empty();
  }

  private SpeakerbenchException noEmbedding() {
    List<String> found =
        file.outputs().stream().map(o -> o.name() + " " + described(o)).sorted().toList();
    return new SpeakerbenchException(
        (found.size() == 1 ? "found the output " : "found the outputs ")
            + String.join(", ", found)
            + ", expected "
            + (found.size() == 1 ? "" : "one, or one named embedding, of ")
            + "float [batch, dim] or [batch, 1, dim]");
  }

  private static boolean isFloatOfRank(Value value, int rank) {
    return value.type().filter(ElementType.FLOAT::equals).isPresent()
        && value.shape() != null
        && value.shape().size() == rank;
  }

  /** [batch, 1, dim], the 1 fixed: with any other number there is more than an embedding. */
  private static boolean hasOneBetween(Value value) {
    return isFloatOfRank(value, 3) && value.shape().get(1).equals("1");
  }

  /** What the file leaves open is a question mark, whatever its name. */
  private static String described(Value value) {
    return value.type().map(ElementType::toString).orElse("no tensor")
        + (value.shape() == null
            ? " of any shape"
            : value.shape().stream()
                .map(dimension -> Value.isFixed(dimension) ? dimension : "?")
                .collect(Collectors.joining(", ", " [", "]")));
  }
}
