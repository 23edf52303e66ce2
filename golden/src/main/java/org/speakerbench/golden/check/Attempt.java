package org.speakerbench.golden.check;

import java.io.IOException;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * The result of a candidate's step, or why there is none.
 *
 * @param value null if the step failed
 * @param problem null if it did not
 */
record Attempt<T>(T value, String problem) {

  /** A step without input. */
  interface Source<T> {
    T get() throws IOException;
  }

  /** A step that takes the result of another. */
  interface Step<T, R> {
    R apply(T input) throws IOException;
  }

  /** Runs a step; whatever it throws becomes the problem. */
  static <T> Attempt<T> of(Source<T> source) {
    try {
      T value = source.get();
      return value == null ? new Attempt<>(null, "found no result") : new Attempt<>(value, null);
    } catch (SpeakerbenchException | IOException e) {
      return new Attempt<>(null, e.getMessage());
    } catch (RuntimeException e) { // a candidate may be anybody's code
      return new Attempt<>(null, e.toString());
    }
  }

  /** Runs the next step on the result, if there is one. */
  <R> Attempt<R> then(Step<T, R> step) {
    return failed()
        ? new Attempt<>(null, "an earlier step failed: " + problem)
        : of(() -> step.apply(value));
  }

  boolean failed() {
    return problem != null;
  }
}
