package org.speakerbench.engine.extract;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a warning about the clip at hand goes: to the list that is worked on by this thread, which
 * tells it with the clip's name and in the order of the ids, or else to the log.
 */
final class ClipNotes {
  private static final Logger LOG = LoggerFactory.getLogger(ClipNotes.class);
  private static final ThreadLocal<List<String>> OF_LIST = new ThreadLocal<>();

  private ClipNotes() {}

  /** Takes a step with a clip; what is noted meanwhile is added to {@code notes}. */
  static <T> T collect(List<String> notes, Supplier<T> step) {
    List<String> outer = OF_LIST.get();
    OF_LIST.set(notes);
    try {
      return step.get();
    } finally {
      if (outer == null) {
        OF_LIST.remove();
      } else {
        OF_LIST.set(outer);
      }
    }
  }

  static void add(String note) {
    List<String> notes = OF_LIST.get();
    if (notes == null) {
      LOG.warn("{}", note);
    } else {
      notes.add(note);
    }
  }
}
