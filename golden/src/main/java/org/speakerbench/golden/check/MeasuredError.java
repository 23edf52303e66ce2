package org.speakerbench.golden.check;

import java.util.EnumMap;
import java.util.Map;
import org.speakerbench.golden.pack.Metric;
import org.speakerbench.golden.pack.Peer;
import org.speakerbench.golden.pack.PeerErrors;

/**
 * One measured error and what it may be.
 *
 * @param limit NaN if the value is only reported
 * @param bound which side of the limit passes
 * @param peers what other implementations reach by the same metric on the same clip against the
 *     same reference; those that have no result are absent
 */
public record MeasuredError(
    Metric metric, double value, double limit, Bound bound, Map<Peer, Double> peers) {

  public MeasuredError {
    peers = Map.copyOf(peers);
  }

  /** Which values pass. */
  public enum Bound {
    AT_MOST,
    AT_LEAST,
    /** All: there is no limit. */
    NONE
  }

  /** An error that may be as large as its limit. */
  public static MeasuredError atMost(double limit, Metric metric, double value) {
    return new MeasuredError(metric, value, limit, Bound.AT_MOST, Map.of());
  }

  /** A value that may be as small as its limit. */
  public static MeasuredError atLeast(double limit, Metric metric, double value) {
    return new MeasuredError(metric, value, limit, Bound.AT_LEAST, Map.of());
  }

  /** An error without a limit. */
  public static MeasuredError reported(Metric metric, double value) {
    return new MeasuredError(metric, value, Double.NaN, Bound.NONE, Map.of());
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

  /** The same error with what the peers reach by the same metric. */
  MeasuredError beside(PeerErrors others) {
    Map<Peer, Double> reached = new EnumMap<>(Peer.class);
    others.errors().forEach((peer, found) -> reached.put(peer, found.by(metric)));
    return new MeasuredError(metric, value, limit, bound, reached);
  }

  /** The same error with another limit. */
  MeasuredError within(double other, Bound which) {
    return new MeasuredError(metric, value, other, which, peers);
  }

  /** What a peer reaches, as text for people. */
  public String format(Peer peer) {
    Double value = peers.get(peer);
    return value == null ? "-" : metric.format(value);
  }

  /** Share of the limit that is used up: above 1 fails, 0 if there is no limit. */
  public double severity() {
    double share =
        switch (bound) {
          case AT_MOST -> value == 0 ? 0 : value / limit;
          case AT_LEAST ->
              switch (metric) {
                case COSINE -> (1 - value) / (1 - limit);
                case MAX_ABS, RMS, RELATIVE_L2 -> limit / value;
              };
          case NONE -> 0;
        };
    return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
  }

  @Override
  public String toString() {
    String relation =
        switch (bound) {
          case AT_MOST -> passes() ? " <= " : " > ";
          case AT_LEAST -> passes() ? " >= " : " < ";
          case NONE -> "";
        };
    return metric.label()
        + " "
        + metric.format(value)
        + relation
        + (limited() ? metric.format(limit) : "");
  }
}
