package org.speakerbench.bench.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Clips that some model cannot embed with some front end, by crop. They count for none: error rates
 * are compared on the same trials. A front end that leaves no trials to compare on is left out
 * itself.
 */
final class Failures {
  private final SortedMap<Integer, SortedMap<String, String>> byCrop = new TreeMap<>();

  private final List<String> leftOut = new ArrayList<>();

  void add(Crop crop, String model, String frontEnd, Map<String, String> failed) {
    failed.forEach(
        (id, reason) ->
            byCrop
                .computeIfAbsent(crop.ms(), key -> new TreeMap<>())
                .putIfAbsent(id, reason + " (" + model + ", front end " + frontEnd + ")"));
  }

  /** The others go on without it. */
  void leaveOut(String what, int clips, SortedMap<String, String> failed) {
    leftOut.add(
        what
            + ": "
            + failed.size()
            + " of "
            + clips
            + " clips failed, too many to score; the first, "
            + failed.firstKey()
            + ": "
            + failed.get(failed.firstKey()));
  }

  /** What was left out, one sentence each. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
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
