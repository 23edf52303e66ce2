package org.speakerbench.engine.graph.float64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Arrays put together, and taken apart. */
final class Parts {
  private Parts() {}

  static void addTo(Map<String, Operator> operators) {
    operators.put("Concat", Operator.of(Parts::concat));
    operators.put("Split", Parts::split);
    operators.put("Slice", Operator.of(Parts::slice));
    operators.put("Gather", Operator.of(Parts::gather));
    operators.put("Pad", Operator.of(Parts::pad));
  }

  private static Array concat(Call call) {
    Array first = call.input(0);
    int axis = first.axis(call.node().integer("axis", 0));
    int[] shape = first.shape().clone();
    shape[axis] = 0;
    for (int i = 0; i < call.inputs().size(); i++) {
      shape[axis] += call.input(i).shape()[axis];
    }
    double[] values = new double[Array.size(shape)];
    int row = shape[axis] * first.stride(axis);
    int place = 0;
    for (int i = 0; i < call.inputs().size(); i++) {
      Array part = call.input(i);
      int count = part.shape()[axis] * part.stride(axis);
      for (int from = 0, to = place; from < part.size(); from += count, to += row) {
        System.arraycopy(part.values(), from, values, to, count);
      }
      place += count;
    }
    return first.like(shape, values);
  }

  /** Sizes as given, or even parts of which the last may be smaller. */
  private static List<Array> split(Call call) {
    Array x = call.input(0);
    int axis = x.axis(call.node().integer("axis", 0));
    long[] sizes = call.integers("split", 1);
    if (sizes == null) {
      int parts = call.node().outputs().size();
      int size = (x.shape()[axis] + parts - 1) / parts;
      sizes = IntStream.range(0, parts).mapToLong(i -> size).toArray();
    }
    List<Array> parts = new ArrayList<>();
    int begin = 0;
    for (long size : sizes) {
      int end = Math.min(x.shape()[axis], begin + (int) size);
      parts.add(part(x, axis, begin, end - begin, 1));
      begin = end;
    }
    return parts;
  }

  private static Array part(Array x, int axis, int first, int count, int step) {
    int[] shape = x.shape().clone();
    shape[axis] = count;
    int[] steps = IntStream.range(0, x.rank()).map(x::stride).toArray();
    int start = first * steps[axis];
    steps[axis] *= step;
    return x.like(shape, Strided.copy(x.values(), start, steps, shape));
  }

  /** Places from the end are negative; those outside become the nearest inside. */
  private static Array slice(Call call) {
    Array x = call.input(0);
    long[] starts = call.integers("starts", 1);
    long[] ends = call.integers("ends", 2);
    long[] axes = call.integers("axes", 3);
    long[] steps = call.integers("steps", 4);
    for (int i = 0; i < starts.length; i++) {
      int axis = axes == null ? i : x.axis(axes[i]);
      int size = x.shape()[axis];
      int step = steps == null ? 1 : (int) steps[i];
      long start = starts[i] < 0 ? starts[i] + size : starts[i];
      long end = ends[i] < 0 ? ends[i] + size : ends[i];
      int first = (int) Math.max(0, Math.min(step > 0 ? size : size - 1, start));
      int last = (int) Math.max(step > 0 ? 0 : -1, Math.min(step > 0 ? size : size - 1, end));
      int count = Math.max(0, -Math.floorDiv(first - last, step));
      x = part(x, axis, first, count, step);
    }
    return x;
  }

  private static Array gather(Call call) {
    Array x = call.input(0);
    Array places = call.input(1);
    int axis = x.axis(call.node().integer("axis", 0));
    int size = x.shape()[axis];
    int inner = x.stride(axis);
    int outer = Array.size(Arrays.copyOf(x.shape(), axis));
    double[] values = new double[outer * places.size() * inner];
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (int place : places.ints()) {
        int from = (o * size + (place < 0 ? place + size : place)) * inner;
        System.arraycopy(x.values(), from, values, to, inner);
        to += inner;
      }
    }
    int[] before = Arrays.copyOf(x.shape(), axis);
    int[] behind = Arrays.copyOfRange(x.shape(), axis + 1, x.rank());
    return x.like(joined(before, places.shape(), behind), values);
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  /** With a constant; pads may be negative, which cuts. */
  private static Array pad(Call call) {
    Array x = call.input(0);
    String mode = call.node().text("mode", "constant");
    if (!mode.equals("constant")) {
      throw new UnsupportedOperationException("Pad with mode " + mode);
    }
    long[] pads = call.integers("pads", 1);
    long[] axes = call.integers("axes", 3);
    double value = call.optional(2).map(v -> v.values()[0]).orElse(0.0);
    for (int i = 0; i < pads.length / 2; i++) {
      int axis = axes == null ? i : x.axis(axes[i]);
      x = padded(x, axis, (int) pads[i], (int) pads[pads.length / 2 + i], value);
    }
    return x;
  }

  private static Array padded(Array x, int axis, int before, int after, double value) {
    int[] shape = x.shape().clone();
    shape[axis] += before + after;
    double[] values = new double[Array.size(shape)];
    Arrays.fill(values, value);
    int inner = x.stride(axis);
    int size = x.shape()[axis];
    int first = Math.max(0, -before);
    int count = Math.min(size, size + after) - first;
    for (int row = 0; row < x.size() / Math.max(1, size * inner); row++) {
      int from = (row * size + first) * inner;
      int to = (row * shape[axis] + first + before) * inner;
      System.arraycopy(x.values(), from, values, to, count * inner);
    }
    return x.like(shape, values);
  }
}
