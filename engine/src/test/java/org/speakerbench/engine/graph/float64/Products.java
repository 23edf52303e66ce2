package org.speakerbench.engine.graph.float64;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Products of matrices, and batch normalisation, a product of a vector. */
final class Products {
  private Products() {}

  static void addTo(Map<String, Operator> operators) {
    operators.put("MatMul", Operator.of(call -> matMul(call.input(0), call.input(1))));
    operators.put("Gemm", Operator.of(Products::gemm));
    operators.put("BatchNormalization", Operator.of(Products::batchNormalization));
  }

  /** Vectors are matrices of one row or column; the axes in front are repeated. */
  private static Array matMul(Array a, Array b) {
    if (a.rank() == 1) {
      Array y = matMul(a.reshaped(1, a.size()), b);
      return y.reshaped(without(y.shape(), y.rank() - 2));
    }
    if (b.rank() == 1) {
      Array y = matMul(a, b.reshaped(b.size(), 1));
      return y.reshaped(without(y.shape(), y.rank() - 1));
    }
    int rows = a.shape()[a.rank() - 2];
    int inner = a.shape()[a.rank() - 1];
    int columns = b.shape()[b.rank() - 1];
    if (b.shape()[b.rank() - 2] != inner) {
      throw new IllegalArgumentException(
          "found " + b.shape()[b.rank() - 2] + " rows, expected " + inner);
    }
    int[] front = Broadcast.shape(front(a), front(b));
    double[] left = Broadcast.values(a, joined(front, rows, inner));
    double[] right = Broadcast.values(b, joined(front, inner, columns));
    double[] y = new double[Array.size(front) * rows * columns];
    IntStream.range(0, Array.size(front) * rows)
        .parallel()
        .forEach(
            row -> {
              for (int k = 0; k < inner; k++) {
                double weight = left[row * inner + k];
                int from = (row / rows * inner + k) * columns;
                int to = row * columns;
                for (int j = 0; j < columns; j++) {
                  y[to + j] += weight * right[from + j];
                }
              }
            });
    return Array.of(joined(front, rows, columns), y);
  }

  private static int[] front(Array array) {
    return Arrays.copyOf(array.shape(), array.rank() - 2);
  }

  private static int[] joined(int[] front, int rows, int columns) {
    return IntStream.concat(Arrays.stream(front), IntStream.of(rows, columns)).toArray();
  }

  private static int[] without(int[] shape, int axis) {
    return IntStream.range(0, shape.length).filter(i -> i != axis).map(i -> shape[i]).toArray();
  }

  private static Array gemm(Call call) {
    Array a = turned(call.input(0), call.node().integer("transA", 0));
    Array b = turned(call.input(1), call.node().integer("transB", 0));
    double alpha = call.node().number("alpha", 1);
    double beta = call.node().number("beta", 1);
    Array product = matMul(a, b);
    double[] added =
        call.optional(2)
            .map(c -> Broadcast.values(c, product.shape()))
            .orElse(new double[product.size()]);
    double[] y = new double[product.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = alpha * product.values()[i] + beta * added[i];
    }
    return Array.of(product.shape(), y);
  }

  private static Array turned(Array matrix, long turn) {
    return turn == 0 ? matrix : Layout.transposed(matrix, 1, 0);
  }

  /** Inputs: x, scale, shift, mean, variance, each but x per channel. */
  private static Array batchNormalization(Call call) {
    Array x = call.input(0);
    double epsilon = call.node().number("epsilon", 1e-5f);
    int channels = x.shape()[1];
    int plane = x.stride(1);
    double[] y = new double[x.size()];
    for (int row = 0; row < x.shape()[0] * channels; row++) {
      int c = row % channels;
      double scale = call.input(1).values()[c] / Math.sqrt(call.input(4).values()[c] + epsilon);
      double mean = call.input(3).values()[c];
      double shift = call.input(2).values()[c];
      for (int i = row * plane; i < (row + 1) * plane; i++) {
        y[i] = (x.values()[i] - mean) * scale + shift;
      }
    }
    return Array.of(x.shape(), y);
  }
}
