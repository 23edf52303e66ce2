package org.speakerbench.bench.external;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a command is told; the names are those of the C++ tool's arguments. */
enum Placeholder {
  /** Front end: a {@code fbank_config.json}. */
  CONFIG,
  /** ONNX file. */
  MODEL,
  /** List to read: lines of an id and the path of a WAV file. */
  SCP,
  /** Index to write: lines of an id and the path of an embedding. */
  EMBEDDING_SCP,
  /** Existing, empty folder for the embeddings. */
  OUT;

  /** Without it a program cannot do its work; the front end may be built in. */
  boolean required() {
    return this == MODEL || this == SCP || this == EMBEDDING_SCP;
  }

  static Placeholder of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Names of some, as users write them. */
  static Set<String> names(Predicate<Placeholder> which) {
    return Arrays.stream(values())
        .filter(which)
        .map(placeholder -> placeholder.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
