package org.speakerbench.bench.environment;

import java.util.List;
import java.util.regex.Pattern;

/** Arguments of the JVM without the machine's paths, which tell names and explain no figure. */
final class JvmFlags {
  /** From a slash or a drive that begins a word or a value, to the end of the element. */
  private static final Pattern PATH =
      Pattern.compile("(?<![^=:,;@\"'\\s])(/|[A-Za-z]:[\\\\/]|~/|\\\\\\\\)[^,;:\"'=]*");

  static final String REPLACEMENT = "<path>";

  private JvmFlags() {}

  static List<String> withoutPaths(List<String> arguments) {
    return arguments.stream().map(text -> PATH.matcher(text).replaceAll(REPLACEMENT)).toList();
  }
}
