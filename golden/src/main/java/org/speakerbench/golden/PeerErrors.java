package org.speakerbench.golden;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How far the peers are from the same reference; a peer that could not compute it is absent. */
record PeerErrors(Map<Peer, ArrayErrors> errors) {
  static final PeerErrors NONE = new PeerErrors(Map.of());

  /** Compares what the peers found, each as long as what is expected. */
  static PeerErrors between(double[] expected, Map<Peer, double[]> found) {
    Map<Peer, ArrayErrors> errors = new EnumMap<>(Peer.class);
    found.forEach((peer, values) -> errors.put(peer, ArrayErrors.between(expected, values)));
    return new PeerErrors(errors);
  }

  /** What each reaches by a metric. */
  double[] by(Metric metric) {
    return errors.values().stream().mapToDouble(found -> found.by(metric)).toArray();
  }

  /** The same measurements with what the peers reach by the same metric. */
  List<Measurement> beside(List<Measurement> measurements) {
    return measurements.stream().map(this::beside).toList();
  }

  private Measurement beside(Measurement ours) {
    Map<Peer, Double> peers = new EnumMap<>(Peer.class);
    errors.forEach((peer, found) -> peers.put(peer, found.by(ours.metric())));
    return new Measurement(ours.metric(), ours.value(), ours.limit(), ours.bound(), peers);
  }
}
