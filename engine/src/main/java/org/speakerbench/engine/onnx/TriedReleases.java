package org.speakerbench.engine.onnx;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Releases of ONNX Runtime whose CPU provider was run with tuned graphs and computed them right.
 * Any other may compute one of their operators wrongly without a word, as some do with those of the
 * official graphs.
 */
final class TriedReleases {
  private static final int FIRST = 16;
  private static final int LAST = 32;
  private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})\\..*");

  private TriedReleases() {}

  /** Why a tuned graph is not run on a version, one sentence; empty if it may be. */
  static Optional<String> refusal(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (matcher.matches()) {
      int minor = Integer.parseInt(matcher.group(1));
      if (minor >= FIRST && minor <= LAST) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "found ONNX Runtime "
            + version
            + ", expected 1."
            + FIRST
            + " to 1."
            + LAST
            + ", on which tuned graphs were tried");
  }
}
