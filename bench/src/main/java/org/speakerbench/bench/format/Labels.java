package org.speakerbench.bench.format;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;

/** Finds the constants of the formats by their names. */
final class Labels {
  private Labels() {}

  static <T> T find(T[] all, Function<T, String> label, String wanted, String what) {
    return Arrays.stream(all)
        .filter(one -> label.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    what
                        + ": found "
                        + wanted
                        + ", expected one of "
                        + Arrays.stream(all).map(label).collect(Collectors.joining(", "))));
  }
}
