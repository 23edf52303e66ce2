package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Nearest;

/**
 * A configuration file of {@code compute-fbank-feats}, one {@code --name=value} a line, read as
 * Kaldi does ({@code parse-options.cc}): {@code #} begins a comment, {@code _} is {@code -}, case
 * of names does not count, {@code --name} alone is true, of two lines with one name the last
 * counts. What is not given is as in Kaldi, samples are of 16 bits. Everything is read or refused.
 */
final class KaldiConf {
  private static final String DASHES = "--";

  /** What a line is. */
  static final String FORM = DASHES + "name=value";

  /** Kaldi's default, in the unit of 16-bit samples. */
  private static final double DITHER = 1;

  private static final Logger LOG = LoggerFactory.getLogger(KaldiConf.class);
  private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String VTLN_WARP = "vtln-warp";

  /** Names that {@code fbank_config.json} spells otherwise than with {@code _} for {@code -}. */
  private static final Map<String, String> OURS =
      Map.of(
          "sample-frequency", "sample_freq",
          "frame-length", "frame_length_ms",
          "frame-shift", "frame_shift_ms",
          "preemphasis-coefficient", "pre_emphasis_coefficient",
          "blackman-coeff", "blackman_coefficient",
          "allow-downsample", "allow_down_sample",
          "allow-upsample", "allow_up_sample",
          "num-mel-bins", "num_bins");

  private static final Set<String> FRAME_NUMBERS =
      Set.of(
          "sample-frequency",
          "frame-length",
          "frame-shift",
          "preemphasis-coefficient",
          "dither",
          "blackman-coeff",
          "max-feature-vectors");

  private static final Set<String> FRAME_FLAGS =
      Set.of(
          "remove-dc-offset",
          "round-to-power-of-two",
          "snip-edges",
          "allow-downsample",
          "allow-upsample");

  private static final Set<String> FRAME_TEXTS = Set.of("window-type");

  private static final Set<String> MEL_NUMBERS =
      Set.of("num-mel-bins", "low-freq", "high-freq", "vtln-low", "vtln-high");

  private static final Set<String> ROOT_FLAGS =
      Set.of("use-energy", "raw-energy", "htk-compat", "use-log-fbank", "use-power");

  private static final Set<String> ROOT_NUMBERS = Set.of("energy-floor", VTLN_WARP);

  /** Options of the program, not of the features: the one value that changes nothing here. */
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "subtract-mean", "false",
          "channel", "-1",
          "min-duration", "0",
          "output-format", "kaldi",
          "vtln-map", "",
          "utt2spk", "",
          "write-utt2dur", "");

  /** What a program prints. */
  private static final Set<String> PRINTED = Set.of("debug-mel", "print-args", "verbose");

  /** Options of MFCC and PLP, which would be read as filter banks. */
  private static final Set<String> CEPSTRAL =
      Set.of("num-ceps", "cepstral-lifter", "lpc-order", "compress-factor", "cepstral-scale");

  private final String source;
  private final ObjectNode frame = NODES.objectNode();
  private final ObjectNode mel = NODES.objectNode();
  private final ObjectNode root = NODES.objectNode();
  private final Map<String, String> given = new TreeMap<>();

  private KaldiConf(String source) {
    this.source = source;
  }

  /** Whether a text is of this form: its first line that is no comment begins with two dashes. */
  static boolean is(String text) {
    return text.lines()
        .map(KaldiConf::withoutComment)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> line.startsWith("--"))
        .orElse(false);
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  /**
   * Reads a text. Errors do not name the file, but the line.
   *
   * @throws SpeakerbenchException if a line is none of {@code compute-fbank-feats}, or a value is
   *     wrong
   */
  static FbankFile read(String text, String source) {
    KaldiConf conf = new KaldiConf(source);
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = withoutComment(lines[i]);
      if (!line.isEmpty()) {
        conf.line(line, "line " + (i + 1) + ": ");
      }
    }
    return conf.options();
  }

  private FbankFile options() {
    if (!given.containsKey("dither")) {
      LOG.info("{}: no {}dither given, 1.0 is used, as Kaldi does", source, DASHES);
    }
    root.set(OptionsReader.FRAME, frame);
    root.set(OptionsReader.MEL, mel);
    root.put(OptionsReader.SCALE, SampleScale.INT16.factor());
    JsonNode warp = root.remove(VTLN_WARP);
    try {
      FbankFile file = new OptionsReader(source, DITHER, null).read(root);
      return warp == null ? file : file.withVtlnWarp(warp.doubleValue());
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(reworded(e.getMessage()), e);
    }
  }

  private void line(String line, String where) {
    if (!line.startsWith("--") || line.startsWith("--=") || line.equals("--")) {
      throw new SpeakerbenchException(
          where + "found " + line + ", expected " + FORM + ", an option of Kaldi");
    }
    int equals = line.indexOf('=');
    String name =
        line.substring(2, equals < 0 ? line.length() : equals)
            .replace('_', '-')
            .toLowerCase(Locale.ROOT);
    String value = equals < 0 ? null : line.substring(equals + 1).strip();
    if (given.put(name, line) != null) {
      LOG.warn("{}: {}--{} was given before; the last counts, as in Kaldi", source, where, name);
    }
    try {
      set(name, value);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(where + e.getMessage(), e);
    }
  }

  private void set(String name, String value) {
    String key = OURS.getOrDefault(name, name.equals(VTLN_WARP) ? name : name.replace('-', '_'));
    if (FRAME_NUMBERS.contains(name)) {
      frame.set(key, number(name, value));
    } else if (MEL_NUMBERS.contains(name)) {
      mel.set(key, number(name, value));
    } else if (ROOT_NUMBERS.contains(name)) {
      root.set(key, number(name, value));
    } else if (FRAME_FLAGS.contains(name)) {
      frame.put(key, flag(name, value));
    } else if (ROOT_FLAGS.contains(name)) {
      root.put(key, flag(name, value));
    } else if (FRAME_TEXTS.contains(name)) {
      frame.put(key, value == null ? "" : value);
    } else if (WITHOUT_EFFECT.containsKey(name)) {
      requireWithoutEffect(name, value);
    } else if (!PRINTED.contains(name)) {
      throw new SpeakerbenchException(unknown(name));
    }
  }

  private static JsonNode number(String name, String value) {
    if (value == null || !value.matches(NUMBER)) {
      throw wrong(name, value, "a number");
    }
    double number = Double.parseDouble(value);
    boolean whole = number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE;
    return whole ? NODES.numberNode((int) number) : NODES.numberNode(number);
  }

  /** Kaldi's {@code ToBool}. */
  private static boolean flag(String name, String value) {
    return switch (value == null ? "true" : value.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw wrong(name, value, "true or false");
    };
  }

  private static void requireWithoutEffect(String name, String value) {
    String only = WITHOUT_EFFECT.get(name);
    boolean same =
        value != null
            && (value.equalsIgnoreCase(only)
                || value.matches(NUMBER)
                    && only.matches(NUMBER)
                    && Double.parseDouble(value) == Double.parseDouble(only));
    if (!same) {
      throw wrong(
          name,
          value,
          (only.isEmpty() ? "none" : only) + ", as it is no option of a front end here");
    }
  }

  private static SpeakerbenchException wrong(String name, String value, String expected) {
    return new SpeakerbenchException(
        "--"
            + name
            + " is "
            + (value == null ? "without a value" : value)
            + ", expected "
            + expected);
  }

  private static String unknown(String name) {
    if (CEPSTRAL.contains(name)) {
      return "--" + name + " is of MFCC or PLP features, expected options of filter banks";
    }
    Set<String> known = new TreeSet<>(FRAME_NUMBERS);
    known.addAll(FRAME_FLAGS);
    known.addAll(FRAME_TEXTS);
    known.addAll(MEL_NUMBERS);
    known.addAll(ROOT_FLAGS);
    known.addAll(ROOT_NUMBERS);
    return "unknown option --"
        + name
        + ", expected those of Kaldi's compute-fbank-feats (the nearest is --"
        + Nearest.of(name, known).orElseThrow()
        + ")";
  }

  /** A message with the names that the file has. */
  private String reworded(String message) {
    String reworded = message;
    for (String name : given.keySet()) {
      String key = OURS.getOrDefault(name, name.replace('-', '_'));
      reworded = reworded.replaceAll("(?<!-)\\b" + key + "\\b", "--" + name);
    }
    return reworded;
  }
}
