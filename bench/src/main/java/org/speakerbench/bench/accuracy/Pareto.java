package org.speakerbench.bench.accuracy;

import java.util.List;

/**
 * Which of several models is on the front: those to which no other is at least as fast and as
 * accurate, and better in one. Where intervals overlap it is not known.
 */
public final class Pareto {
  private Pareto() {}

  /** What is known of a model. */
  public enum Place {
    /** No other can be as good in both, wherever the figures are in their intervals. */
    FRONT("on the front"),
    /** Some other is better in both, wherever they are. */
    DOMINATED("dominated"),
    /** By the figures it is on the front, and the intervals do not show it. */
    MAYBE_FRONT("undecided, on the front by the figures"),
    /** By the figures another is better, and the intervals do not show it. */
    MAYBE_DOMINATED("undecided, dominated by the figures");

    private final String label;

    Place(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** By the figures alone. */
    public boolean frontByFigures() {
      return this == FRONT || this == MAYBE_FRONT;
    }

    /** Whether the intervals show it. */
    public boolean shown() {
      return this == FRONT || this == DOMINATED;
    }
  }

  /** A figure and where it may be. */
  record Range(double value, double low, double high) {
    /** Without an interval it may be anywhere. */
    static Range of(double value, double low, double high) {
      return Double.isNaN(low)
          ? new Range(value, 0, Double.POSITIVE_INFINITY)
          : new Range(value, low, high);
    }
  }

  /** Two figures, of both less is better. */
  record Point(Range time, Range error) {}

  /**
   * The place of a point.
   *
   * @param others at least one: what stands alone is on no front
   */
  static Place place(Point point, List<Point> others) {
    if (others.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare with");
    }
    boolean surelyBeaten = others.stream().anyMatch(other -> surely(other, point));
    boolean maybeBeaten = others.stream().anyMatch(other -> possibly(other, point));
    boolean beaten = others.stream().anyMatch(other -> byFigures(other, point));
    if (surelyBeaten) {
      return Place.DOMINATED;
    }
    if (!maybeBeaten) {
      return Place.FRONT;
    }
    return beaten ? Place.MAYBE_DOMINATED : Place.MAYBE_FRONT;
  }

  /** The worst of the first beats the best of the second. */
  private static boolean surely(Point a, Point b) {
    return beats(a.time.high, a.error.high, b.time.low, b.error.low);
  }

  /** The best of the first beats the worst of the second. */
  private static boolean possibly(Point a, Point b) {
    return beats(a.time.low, a.error.low, b.time.high, b.error.high);
  }

  private static boolean byFigures(Point a, Point b) {
    return beats(a.time.value, a.error.value, b.time.value, b.error.value);
  }

  private static boolean beats(double timeA, double errorA, double timeB, double errorB) {
    return timeA <= timeB && errorA <= errorB && (timeA < timeB || errorA < errorB);
  }
}
