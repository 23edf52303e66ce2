package org.speakerbench.bench.environment;

import java.util.Optional;

/** Tells facts that no file tells. */
@FunctionalInterface
interface Library {
  /** Tells nothing. */
  Library NONE = (group, name) -> Optional.empty();

  /** A fact that is known; empty if not. Never throws. */
  Optional<Fact> fact(String group, String name);
}
