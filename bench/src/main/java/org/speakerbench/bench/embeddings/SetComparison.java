package org.speakerbench.bench.embeddings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.embeddings.Pair.Stored;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.table.Table;

/**
 * Two sets, utterance by utterance, in the order of the ids.
 *
 * @param countA utterances of A
 * @param countB utterances of B
 * @param missing utterances of A that B does not have
 * @param extra utterances of B that A does not have
 */
public record SetComparison(
    Path a,
    Path b,
    int countA,
    int countB,
    List<Pair> pairs,
    List<String> missing,
    List<String> extra,
    Limits limits) {

  /**
   * Reads and compares them; A is in memory. Where one is a folder of a file each, whose names have
   * '-' for the '/' of ids, both are looked at under those names.
   *
   * @throws SpeakerbenchException if one cannot be read
   */
  public static SetComparison of(Path a, Path b, Limits limits) {
    boolean byName = Files.isDirectory(a) || Files.isDirectory(b);
    Map<String, Stored> ofA = new HashMap<>();
    Table.read(
        a,
        (id, array) -> {
          if (ofA.put(key(id, byName), Stored.of(array)) != null) {
            throw twice(a, id);
          }
        });
    int countA = ofA.size();
    List<Pair> pairs = new ArrayList<>();
    Map<String, Boolean> seen = new HashMap<>();
    List<String> extra = new ArrayList<>();
    Table.read(
        b,
        (id, array) -> {
          String key = key(id, byName);
          if (seen.put(key, true) != null) {
            throw twice(b, id);
          }
          Stored expected = ofA.remove(key);
          if (expected == null) {
            extra.add(key);
          } else {
            pairs.add(Pair.of(key, expected, Stored.of(array)));
          }
        });
    pairs.sort((one, other) -> one.id().compareTo(other.id()));
    return new SetComparison(
        a,
        b,
        countA,
        seen.size(),
        pairs,
        ofA.keySet().stream().sorted().toList(),
        extra.stream().sorted().toList(),
        limits);
  }

  private static String key(String id, boolean byName) {
    return byName ? id.replace('/', '-') : id;
  }

  private static SpeakerbenchException twice(Path source, String id) {
    return new SpeakerbenchException(
        source + ": found two utterances of the file name of " + id + ", expected each once");
  }

  /** Utterances of both that are not near enough. */
  long failed() {
    return pairs.stream().filter(pair -> !limits.accept(pair)).count();
  }

  /** Whether there was anything to compare. */
  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** Whether B can stand for A. */
  public boolean passes() {
    return !isEmpty()
        && failed() == 0
        && (limits.commonOnly() || missing.isEmpty() && extra.isEmpty());
  }

  /** Those that are furthest from each other. */
  List<Pair> worst(int count) {
    return pairs.stream().sorted(Pair.WORST_FIRST).limit(count).toList();
  }
}
