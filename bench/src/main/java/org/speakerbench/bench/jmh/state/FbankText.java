package org.speakerbench.bench.jmh.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FbankOverlay;
import org.speakerbench.engine.internal.JsonTree;

/**
 * Options of FBank as an argument of a JVM, which JMH's JSON holds without escapes: {@code
 * window_type=hamming,sample_scale=32768}, where they are not the standard ones.
 */
final class FbankText {
  private FbankText() {}

  static String of(FbankOptions options) {
    List<String> parts = new ArrayList<>();
    for (FbankKey key : FbankKey.values()) {
      Object value = key.value(options);
      if (!value.equals(key.value(FbankOptions.STANDARD))) {
        parts.add(key.key() + "=" + value);
      }
    }
    return String.join(",", parts);
  }

  static FbankOptions parse(String text) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    for (String part : text.split(",")) {
      String[] pair = part.split("=", 2);
      FbankKey key = FbankKey.of(pair[0]).orElseThrow();
      ObjectNode section =
          key.section().isEmpty() ? config : config.withObject("/" + key.section());
      try {
        section.set(
            key.key(), JsonTree.read(key == FbankKey.WINDOW_TYPE ? quoted(pair[1]) : pair[1]));
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }
    return FbankOverlay.of(FbankOptions.STANDARD, config, OwnFiles.SHARED_PROPERTY);
  }

  /** The standard options at another rate, with filters up to its Nyquist frequency. */
  static FbankOptions standardAt(double rateHz) {
    return parse(FbankKey.SAMPLE_FREQ.key() + "=" + rateHz);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
