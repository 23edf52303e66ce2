package org.speakerbench.engine.onnx;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The sentence in a message of native code. ONNX Runtime's begin with its error code; a plugin's
 * are lines of where in its source it was, and what it has to say last.
 */
final class NativeMessage {
  private static final Pattern CODE = Pattern.compile("^Error code - \\S+ - message: ");
  private static final Pattern PLACE = Pattern.compile(".*\\bException from \\S+:\\d+:?$");

  private NativeMessage() {}

  /** In one line; the first of the message where no plugin added to it. */
  static String sentence(Exception e) {
    String message = String.valueOf(e.getMessage());
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "no reason given";
    }
    if (!PLACE.matcher(lines.get(0)).matches()) {
      return CODE.matcher(lines.get(0)).replaceFirst("");
    }
    return lines.stream()
        .filter(line -> !PLACE.matcher(line).matches())
        .reduce((first, second) -> first + " " + second)
        .orElse(lines.get(0));
  }
}
