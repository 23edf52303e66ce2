package org.speakerbench.bench.accuracy;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Clips that some model cannot embed with some front end, by crop. They count for none: error rates
 * are compared on the same trials.
 */
final class Failures {
  private final SortedMap<Integer, SortedMap<String, String>> byCrop = new TreeMap<>();

  void add(Crop crop, String model, String frontEnd, Map<String, String> failed) {
    failed.forEach(
        (id, reason) ->
            byCrop
                .computeIfAbsent(crop.ms(), key -> new TreeMap<>())
                .putIfAbsent(id, reason + " (" + model + ", front end " + frontEnd + ")"));
  }

  /** Ids of a crop. */
  Set<String> of(Crop crop) {
    return byCrop.getOrDefault(crop.ms(), new TreeMap<>()).keySet();
  }

  /** The first reason of each clip. */
  SortedMap<String, String> all() {
    SortedMap<String, String> all = new TreeMap<>();
    byCrop.values().forEach(failed -> failed.forEach(all::putIfAbsent));
    return all;
  }
}
