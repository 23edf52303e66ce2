package org.speakerbench.engine.graph.float64;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Conv over one or two axes, one output channel after the other on as many threads as there are.
 */
final class Convolution {
  private final Array x;
  private final Array weights;
  private final double[] bias;
  private final int groups;
  private final Window rows;
  private final Window columns;

  private Convolution(Call call) {
    boolean flat = call.input(0).rank() == 3; // [batch, channels, frames]: of one row
    x = flat ? unsqueezed(call.input(0)) : call.input(0);
    weights = flat ? unsqueezed(call.input(1)) : call.input(1);
    bias = call.optional(2).map(Array::values).orElse(new double[weights.shape()[0]]);
    groups = (int) call.node().integer("group", 1);
    int axes = flat ? 1 : 2;
    rows = flat ? Window.NONE : Window.of(call, 0, axes, x.shape()[2], weights.shape()[2]);
    columns = Window.of(call, axes - 1, axes, x.shape()[3], weights.shape()[3]);
  }

  static void addTo(Map<String, Operator> operators) {
    operators.put(
        "Conv",
        Operator.of(
            call -> {
              Array y = new Convolution(call).compute();
              int[] shape = y.shape();
              return call.input(0).rank() == 3 ? y.reshaped(shape[0], shape[1], shape[3]) : y;
            }));
  }

  private static Array unsqueezed(Array array) {
    int[] shape = array.shape();
    return array.reshaped(shape[0], shape[1], 1, shape[2]);
  }

  private Array compute() {
    int batch = x.shape()[0];
    int channels = weights.shape()[0];
    int area = rows.count() * columns.count();
    double[] y = new double[batch * channels * area];
    IntStream.range(0, batch * channels)
        .parallel()
        .forEach(place -> channel(place / channels, place % channels, y, place * area));
    return Array.of(new int[] {batch, channels, rows.count(), columns.count()}, y);
  }

  private void channel(int item, int channel, double[] y, int first) {
    int taken = weights.shape()[1]; // input channels of a group
    int group = channel / (weights.shape()[0] / groups);
    int plane = x.shape()[2] * x.shape()[3];
    Arrays.fill(y, first, first + rows.count() * columns.count(), bias[channel]);
    for (int c = 0; c < taken; c++) {
      int from = (item * x.shape()[1] + group * taken + c) * plane;
      int kernel = (channel * taken + c) * weights.shape()[2] * weights.shape()[3];
      for (int i = 0; i < weights.shape()[2]; i++) {
        for (int j = 0; j < weights.shape()[3]; j++) {
          tap(weights.values()[kernel + i * weights.shape()[3] + j], i, j, from, y, first);
        }
      }
    }
  }

  /** Adds what one weight of the kernel gives in all places. */
  private void tap(double weight, int i, int j, int from, double[] y, int first) {
    int width = x.shape()[3];
    if (weights.shape()[2] * weights.shape()[3] == 1 && rows.isEach() && columns.isEach()) {
      add(weight, x.values(), from, 1, y, first, rows.count() * width); // all rows at once
      return;
    }
    int begin = columns.firstInside(j);
    int end = columns.endInside(j);
    for (int row = rows.firstInside(i); row < rows.endInside(i); row++) {
      int start = from + rows.place(row, i) * width + columns.place(begin, j);
      int to = first + row * columns.count() + begin;
      add(weight, x.values(), start, columns.stride(), y, to, end - begin);
    }
  }

  private static void add(
      double weight, double[] x, int from, int stride, double[] y, int to, int count) {
    if (stride == 1) {
      for (int t = 0; t < count; t++) {
        y[to + t] += weight * x[from + t];
      }
    } else {
      for (int t = 0; t < count; t++) {
        y[to + t] += weight * x[from + t * stride];
      }
    }
  }
}
