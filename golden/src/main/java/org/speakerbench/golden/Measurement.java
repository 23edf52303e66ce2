package org.speakerbench.golden;

import java.util.Map;

/**
 * One measured error and what it may be.
 *
 * @param limit NaN if the value is only reported
 * @param bound which side of the limit passes
 * @param peers what other implementations reach by the same metric on the same clip against the
 *     same reference; those that have no result are absent
 */
public record Measurement(
    Metric metric, double value, double limit, Bound bound, Map<Peer, Double> peers) {

  public Measurement {
    peers = Map.copyOf(peers);
  }

  /** Which values pass. */
  public enum Bound {
    AT_MOST,
    AT_LEAST,
    /** All: there is no limit. */
    NONE
  }

  static Measurement atMost(double limit, Metric metric, double value) {
    return new Measurement(metric, value, limit, Bound.AT_MOST, Map.of());
  }

  static Measurement atLeast(double limit, Metric metric, double value) {
    return new Measurement(metric, value, limit, Bound.AT_LEAST, Map.of());
  }

  static Measurement reported(Metric metric, double value) {
    return new Measurement(metric, value, Double.NaN, Bound.NONE, Map.of());
  }

  /** Whether there is a limit. */
  public boolean limited() {
    return bound != Bound.NONE;
  }

  /** Whether the value is on the right side of its limit; one that is not a number is not. */
  public boolean passes() {
    return switch (bound) {
      case AT_MOST -> value <= limit;
      case AT_LEAST -> value >= limit;
      case NONE -> true;
    };
  }

  /** What a peer reaches, as text for people. */
  String format(Peer peer) {
    Double value = peers.get(peer);
    return value == null ? "-" : metric.format(value);
  }

  /** Share of the limit that is used up: above 1 fails. */
  double severity() {
    double share =
        switch (bound) {
          case AT_MOST -> value == 0 ? 0 : value / limit;
          case AT_LEAST -> metric == Metric.COSINE ? (1 - value) / (1 - limit) : limit / value;
          case NONE -> 0;
        };
    return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
  }

  @Override
  public String toString() {
    String text = metric.label() + " " + metric.format(value);
    if (bound == Bound.NONE) {
      return text;
    }
    String relation =
        bound == Bound.AT_MOST ? (passes() ? " <= " : " > ") : (passes() ? " >= " : " < ");
    return text + relation + metric.format(limit);
  }
}
