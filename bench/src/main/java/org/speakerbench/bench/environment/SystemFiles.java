package org.speakerbench.bench.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.speakerbench.engine.internal.Reasons;

/**
 * Reads files that another system may not have, such as {@code /proc/cpuinfo}. A missing file is a
 * fact that is unavailable, never an error.
 *
 * @param root where they are looked for; tests give another
 */
record SystemFiles(Path root) {

  /** The machine's own files. */
  static final SystemFiles MACHINE = new SystemFiles(Path.of("/"));

  /** Where a file such as {@code /proc/cpuinfo} is. */
  Path path(String file) {
    return root.resolve(file.substring(1));
  }

  /** Whether there is such a file or folder. */
  boolean exists(String file) {
    return Files.exists(path(file));
  }

  /** Names in a folder, sorted; empty if it cannot be listed. */
  List<String> names(String folder) {
    try (Stream<Path> entries = Files.list(path(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException | RuntimeException e) {
      return List.of(); // a folder of processes changes while it is read
    }
  }

  /** The lines of a file, as in {@code lines("/proc/meminfo")}; why not, if it cannot be read. */
  Lines lines(String file) {
    try {
      // ISO 8859-1 never fails; these files are ASCII in all that is read of them.
      return new Lines(file, Files.readAllLines(path(file), StandardCharsets.ISO_8859_1), null);
    } catch (NoSuchFileException e) {
      return new Lines(file, List.of(), file + " does not exist");
    } catch (IOException | RuntimeException e) {
      return new Lines(file, List.of(), file + " cannot be read: " + Reasons.of(e));
    }
  }

  /** Lines of a file, or the reason why there are none. */
  record Lines(String file, List<String> lines, String missing) {

    /** The first line; empty if there is none. */
    Optional<String> first() {
      return lines.stream().findFirst().map(String::strip);
    }

    /** The value of the first line {@code key : value} (or {@code key=value}). */
    Optional<String> value(String key) {
      return lines.stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(key.length()).strip())
          .filter(rest -> rest.startsWith(":") || rest.startsWith("="))
          .map(rest -> rest.substring(1).strip())
          .findFirst();
    }

    /** The number of the first line {@code key number}; empty if there is none. */
    OptionalDouble number(String key) {
      return lines.stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length == 2 && words[0].equals(key))
          .filter(words -> words[1].matches("\\d{1,18}"))
          .mapToDouble(words -> Double.parseDouble(words[1]))
          .findFirst();
    }

    /** A fact from the value of a key. */
    Fact fact(String key, Function<String, Object> convert) {
      Optional<String> value = value(key);
      if (missing != null) {
        return Fact.unavailable(missing);
      }
      if (value.isEmpty()) {
        return Fact.unavailable(file + " has no line " + key);
      }
      return convert(value.get(), file + ": " + key, convert);
    }

    /** A fact from the first line. */
    Fact firstLine(Function<String, Object> convert) {
      if (missing != null) {
        return Fact.unavailable(missing);
      }
      if (lines.isEmpty()) {
        return Fact.unavailable(file + " is empty");
      }
      return convert(lines.get(0).strip(), file, convert);
    }

    private static Fact convert(String text, String source, Function<String, Object> convert) {
      try {
        return Fact.of(convert.apply(text), source);
      } catch (RuntimeException e) {
        return Fact.unavailable(source + " is not understood: " + text);
      }
    }
  }
}
