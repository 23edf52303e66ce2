package org.speakerbench.engine.graph.float64;

import java.util.Map;

/** Poolings over one or two axes. */
final class Pooling {
  private Pooling() {}

  static void addTo(Map<String, Operator> operators) {
    operators.put("AveragePool", Operator.of(call -> pool(call, true)));
    operators.put("MaxPool", Operator.of(call -> pool(call, false)));
    operators.put("GlobalAveragePool", Operator.of(Pooling::global));
  }

  private static Array global(Call call) {
    Array x = call.input(0);
    int[] axes = new int[x.rank() - 2];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i + 2;
    }
    return Reduction.over(x, axes, true, Reduction.Kind.MEAN);
  }

  private static Array pool(Call call, boolean average) {
    Array x = call.input(0);
    boolean flat = x.rank() == 3;
    int axes = x.rank() - 2;
    int[] kernel = call.perAxis("kernel_shape", axes, 1);
    Window rows = flat ? Window.NONE : Window.of(call, 0, axes, x.shape()[2], kernel[0]);
    Window columns =
        Window.of(call, axes - 1, axes, x.shape()[x.rank() - 1], kernel[kernel.length - 1]);
    boolean counted = call.node().integer("count_include_pad", 0) == 1;
    int planes = x.shape()[0] * x.shape()[1];
    double[] y = new double[planes * rows.count() * columns.count()];
    int place = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < rows.count(); i++) {
        for (int j = 0; j < columns.count(); j++) {
          int first = plane * rows.size() * columns.size();
          y[place++] =
              average
                  ? mean(x.values(), first, rows, i, columns, j, counted)
                  : max(x.values(), first, rows, i, columns, j);
        }
      }
    }
    return flat
        ? Array.of(new int[] {x.shape()[0], x.shape()[1], columns.count()}, y)
        : Array.of(new int[] {x.shape()[0], x.shape()[1], rows.count(), columns.count()}, y);
  }

  /** Pads count if asked; what ceil_mode adds behind the pads never does. */
  private static double mean(
      double[] x, int first, Window rows, int i, Window columns, int j, boolean counted) {
    double sum = 0;
    int count = 0;
    for (int a = 0; a < rows.kernel(); a++) {
      for (int b = 0; b < columns.kernel(); b++) {
        int row = rows.place(i, a);
        int column = columns.place(j, b);
        boolean inside = isInside(row, rows) && isInside(column, columns);
        boolean inPads =
            row < rows.size() + rows.after() && column < columns.size() + columns.after();
        sum += inside ? x[first + row * columns.size() + column] : 0;
        count += inside || (counted && inPads) ? 1 : 0;
      }
    }
    return sum / count;
  }

  private static double max(double[] x, int first, Window rows, int i, Window columns, int j) {
    double max = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < rows.kernel(); a++) {
      for (int b = 0; b < columns.kernel(); b++) {
        int row = rows.place(i, a);
        int column = columns.place(j, b);
        if (isInside(row, rows) && isInside(column, columns)) {
          max = Math.max(max, x[first + row * columns.size() + column]);
        }
      }
    }
    return max;
  }

  private static boolean isInside(int place, Window window) {
    return place >= 0 && place < window.size();
  }
}
