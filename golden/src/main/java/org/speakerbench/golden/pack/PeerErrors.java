package org.speakerbench.golden.pack;

import java.util.EnumMap;
import java.util.Map;

/**
 * How far the peers are from the same reference.
 *
 * @param errors by peer; one that could not compute it is absent
 */
public record PeerErrors(Map<Peer, ArrayErrors> errors) {
  /** No peer has a result. */
  public static final PeerErrors NONE = new PeerErrors(Map.of());

  /** Compares what the peers found, each as long as what is expected. */
  public static PeerErrors between(double[] expected, Map<Peer, double[]> found) {
    Map<Peer, ArrayErrors> errors = new EnumMap<>(Peer.class);
    found.forEach((peer, values) -> errors.put(peer, ArrayErrors.between(expected, values)));
    return new PeerErrors(errors);
  }

  /** What each reaches by a metric. */
  double[] by(Metric metric) {
    return errors.values().stream().mapToDouble(found -> found.by(metric)).toArray();
  }
}
