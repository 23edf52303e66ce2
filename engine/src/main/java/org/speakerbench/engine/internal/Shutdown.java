package org.speakerbench.engine.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What is done when the JVM is told to end, by Ctrl-C or SIGTERM: first what a run finishes, then
 * the files that shall not outlive the process are deleted. The JVM itself would do both at a time.
 */
public final class Shutdown {
  private static final List<Runnable> FIRST = new ArrayList<>();

  private Shutdown() {}

  /** Something registered; closed when there is nothing to finish any more. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Registers what is done first; it is called by another thread, and at most once. */
  public static Registration first(Runnable action) {
    Temporaries.ofProcess(); // whose hook calls it
    Runnable own = action::run; // another object for each registration
    synchronized (FIRST) {
      FIRST.add(own);
    }
    return () -> {
      synchronized (FIRST) {
        FIRST.remove(own);
      }
    };
  }

  /** Does what is registered, the latest first; what fails keeps no other from being done. */
  static void runFirst() {
    List<Runnable> actions;
    synchronized (FIRST) {
      actions = new ArrayList<>(FIRST);
    }
    for (int i = actions.size() - 1; i >= 0; i--) {
      try {
        actions.get(i).run();
      } catch (RuntimeException | Error e) {
        // The process ends: the others have their turn.
      }
    }
  }
}
