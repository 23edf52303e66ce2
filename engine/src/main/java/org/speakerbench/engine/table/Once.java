package org.speakerbench.engine.table;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/** Sees to it that each id comes once. */
record Once(Path source, Table.Visitor each, Set<String> seen) implements Table.Visitor {
  Once(Path source, Table.Visitor each) {
    this(source, each, new HashSet<>());
  }

  @Override
  public void take(String id, StoredArray array) {
    if (!seen.add(id)) {
      throw new SpeakerbenchException(
          source + ": found the utterance " + id + " again, expected each once");
    }
    each.take(id, array);
  }
}
