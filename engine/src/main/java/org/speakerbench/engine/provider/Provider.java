package org.speakerbench.engine.provider;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * An execution provider of ONNX Runtime: its own for CPUs, or a plugin in a shared library. The
 * precision is always named, because a plugin left to itself may take another one on the next CPU.
 *
 * @param name {@code cpu}, or what a plugin is called in reports
 * @param library the shared library of a plugin; null for ONNX Runtime's own
 * @param options what the plugin is told besides threads and precision
 * @param precision what it computes in
 */
public record Provider(
    String name, Path library, SortedMap<String, String> options, ComputePrecision precision) {
  private static final String CPU_NAME = "cpu";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /** ONNX Runtime's own provider for CPUs, in float32. */
  public static final Provider CPU =
      new Provider(CPU_NAME, null, new TreeMap<>(), ComputePrecision.F32);

  public Provider {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    if (library == null && (!name.equals(CPU_NAME) || !options.isEmpty())) {
      throw new SpeakerbenchException(
          "provider: found " + name + " without a library, expected cpu or NAME=LIBRARY");
    }
    if (library == null && precision.isReduced()) {
      throw new SpeakerbenchException(
          "provider cpu: found precision "
              + precision
              + ", expected f32: in less it computes only what a model's file says");
    }
    if (library != null && (name.equals(CPU_NAME) || !NAME.matcher(name).matches())) {
      throw new SpeakerbenchException(
          "provider "
              + library
              + ": found the name "
              + name
              + ", expected letters, digits, _ and - only, not cpu");
    }
    requireNoComma(name, String.valueOf(library));
    for (String text : options.keySet()) {
      requireNoComma(name, text);
      requireNoComma(name, options.get(text));
    }
  }

  private static void requireNoComma(String name, String text) {
    if (text.indexOf(',') >= 0) {
      throw new SpeakerbenchException(
          "provider "
              + name
              + ": found "
              + text
              + ", expected no comma, which separates options, in a library, an option or a value");
    }
  }

  /**
   * Reads {@code cpu} or {@code NAME=LIBRARY[,option=value...]}, in float32.
   *
   * @throws SpeakerbenchException if it is neither
   */
  public static Provider parse(String text) {
    if (text.equals(CPU_NAME)) {
      return CPU;
    }
    String[] parts = text.split(",", -1);
    int at = parts[0].indexOf('=');
    if (at < 1 || at == parts[0].length() - 1) {
      throw new SpeakerbenchException(
          "provider: found " + text + ", expected cpu or NAME=LIBRARY[,option=value...]");
    }
    SortedMap<String, String> options = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1
          || options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1)) != null) {
        throw new SpeakerbenchException(
            "provider "
                + parts[0].substring(0, at)
                + ": found "
                + parts[i]
                + ", expected option=value, each option once");
      }
    }
    try {
      return new Provider(
          parts[0].substring(0, at),
          Path.of(parts[0].substring(at + 1)),
          options,
          ComputePrecision.F32);
    } catch (InvalidPathException e) {
      throw new SpeakerbenchException("provider " + text + ": " + e.getMessage(), e);
    }
  }

  /** The same in another precision. */
  public Provider with(ComputePrecision other) {
    return new Provider(name, library, options, other);
  }

  /** Whether it is in a library of its own. */
  public boolean isPlugin() {
    return library != null;
  }

  /** What reports call it: {@code cpu}, {@code openvino bf16}. */
  public String label() {
    return isPlugin() ? name + " " + precision : name;
  }

  /** Whether a text is the {@link #label} of a plugin. */
  public static boolean isLabel(String text) {
    int space = text.indexOf(' ');
    return space > 0
        && NAME.matcher(text.substring(0, space)).matches()
        && Arrays.stream(ComputePrecision.values())
            .anyMatch(precision -> precision.toString().equals(text.substring(space + 1)));
  }

  /** The text that {@link #parse} takes for it, whatever the working folder is; no precision. */
  public String text() {
    if (!isPlugin()) {
      return name;
    }
    StringBuilder text = new StringBuilder(name + "=" + library.toAbsolutePath());
    options.forEach((option, value) -> text.append(',').append(option).append('=').append(value));
    return text.toString();
  }
}
