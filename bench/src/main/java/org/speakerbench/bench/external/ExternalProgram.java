package org.speakerbench.bench.external;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.LocalPaths;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Another implementation's extractor: what {@code --external} names.
 *
 * @param name what tables call it
 * @param command for a POSIX shell, with placeholders such as <code>{model}</code>
 */
public record ExternalProgram(String name, String command) {
  /** Group of {@link #facts} in the environment. */
  public static final String GROUP = "external";

  private static final String OPTION = "--external";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** A dollar sign before it makes it a parameter of the shell's. */
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z_]+)}");

  private static final Pattern QUOTED = Pattern.compile("['\"]\\{[a-z_]+}|\\{[a-z_]+}['\"]");

  public ExternalProgram {
    String where = OPTION + " " + name + ": ";
    if (!NAME.matcher(name).matches()) {
      throw new SpeakerbenchException(
          where + "found that name, expected letters, digits and . _ - only, as in NAME='COMMAND'");
    }
    if (List.of(Work.SPEAKERBENCH, Work.BASE).contains(name.toLowerCase(Locale.ROOT))) {
      throw new SpeakerbenchException(
          where + "found a name that this program uses itself, expected another");
    }
    Set<String> known = Placeholder.names(placeholder -> true);
    Set<String> missing = Placeholder.names(Placeholder::required);
    Matcher found = PLACEHOLDER.matcher(command);
    while (found.find()) {
      if (!known.contains(found.group(1))) {
        throw new SpeakerbenchException(
            where + "found " + found.group() + " in the command, expected " + braced(known));
      }
      missing.remove(found.group(1));
    }
    if (!missing.isEmpty()) {
      throw new SpeakerbenchException(
          where + "found no " + braced(missing) + " in the command, expected each");
    }
    Matcher quoted = QUOTED.matcher(command);
    if (quoted.find()) {
      throw new SpeakerbenchException(
          where + "found " + quoted.group() + ", expected no quotes there: they are added");
    }
  }

  /**
   * Reads {@code NAME=COMMAND}.
   *
   * @throws SpeakerbenchException if the name is taken or unusual, or a placeholder is unknown,
   *     quoted or missing
   */
  public static ExternalProgram parse(String text) {
    int end = text.indexOf('=');
    if (end < 1) {
      throw new SpeakerbenchException(
          OPTION + ": found \"" + text + "\", expected NAME='COMMAND with placeholders'");
    }
    return new ExternalProgram(text.substring(0, end), text.substring(end + 1));
  }

  /** Reads several; a repeated name is an error. */
  public static List<ExternalProgram> parseAll(List<String> texts) {
    List<ExternalProgram> programs = new ArrayList<>();
    for (String text : texts) {
      ExternalProgram program = parse(text);
      if (programs.stream().anyMatch(other -> other.name.equals(program.name))) {
        throw new SpeakerbenchException(
            OPTION + " " + program.name + ": found twice, expected another name for each program");
      }
      programs.add(program);
    }
    return programs;
  }

  /** The commands by name, for the environment, without folders of this machine. */
  public static Map<String, Fact> facts(List<ExternalProgram> programs) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    for (ExternalProgram program : programs) {
      facts.put(
          program.name,
          Fact.of(LocalPaths.shortened(program.command), OPTION + ", absolute paths shortened"));
    }
    return facts;
  }

  /** Whether the command has a placeholder. */
  boolean takes(Placeholder placeholder) {
    return PLACEHOLDER
        .matcher(command)
        .results()
        .anyMatch(found -> Placeholder.of(found.group(1)) == placeholder);
  }

  /** The command with each placeholder replaced by a text that the shell takes as one word. */
  String filled(Map<Placeholder, String> values) {
    return PLACEHOLDER
        .matcher(command)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    ShellWord.quoted(values.get(Placeholder.of(found.group(1))))));
  }

  private static String braced(Set<String> names) {
    return names.stream().map(name -> "{" + name + "}").collect(Collectors.joining(", "));
  }
}
