package org.speakerbench.bench.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import org.speakerbench.bench.environment.LocalPaths;
import org.speakerbench.bench.external.ShellWord;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line that does the same on another machine. */
final class Repeatable {
  /** Where things go and what they are called here says nothing of what was done. */
  private static final Set<String> LOCAL = Set.of("--out", "--label", "--zoo-dir");

  private Repeatable() {}

  static String command(ParseResult parsed) {
    StringBuilder text = new StringBuilder("speakerbench ").append(parsed.commandSpec().name());
    // An option that is repeated is in the list each time, with all its values.
    for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
      if (LOCAL.contains(option.longestName()) || option.inherited()) {
        continue;
      }
      if (option.arity().max() == 0) {
        text.append(' ').append(option.longestName());
      } else {
        for (String value : option.originalStringValues()) {
          text.append(' ')
              .append(option.longestName())
              .append(' ')
              .append(quoted(LocalPaths.shortened(value)));
        }
      }
    }
    return text.toString();
  }

  /** As a shell takes it. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9._,=/+:%-]+") ? argument : ShellWord.quoted(argument);
  }
}
