package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.speakerbench.engine.SpeakerbenchException;

/** A configuration that gives some options only, the others being those of a model. */
public final class FbankOverlay {
  private FbankOverlay() {}

  /**
   * The options of a configuration, with those of others where it gives none.
   *
   * @param base the others
   * @param config in the form of {@code fbank_config.json}
   * @param source what to call it in messages
   * @throws SpeakerbenchException if a value is wrong, or they do not fit each other
   */
  public static FbankOptions of(FbankOptions base, JsonNode config, String source) {
    ObjectNode merged = json(base);
    put(config, merged);
    FbankOptions options;
    try {
      options = new OptionsReader(source, 0, null).read(merged).given();
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(source + ": " + e.getMessage(), e);
    }
    FrameOptions frame = options.frame();
    return options
        .withFrame(frame.withDither(frame.dither(), base.frame().ditherSeed()))
        .withMel(options.mel().withVtlnWarp(base.mel().vtlnWarp()));
  }

  /** Options as a configuration that gives all of them. */
  public static ObjectNode json(FbankOptions options) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (FbankKey key : FbankKey.values()) {
      ObjectNode section = key.section().isEmpty() ? json : json.withObject("/" + key.section());
      Object value = key.value(options);
      if (value instanceof Boolean flag) {
        section.put(key.key(), flag);
      } else if (value instanceof Integer number) {
        section.put(key.key(), number);
      } else if (value instanceof Double number) {
        section.put(key.key(), number);
      } else {
        section.put(key.key(), value.toString());
      }
    }
    return json;
  }

  private static void put(JsonNode given, ObjectNode merged) {
    given
        .properties()
        .forEach(
            entry -> {
              JsonNode own = merged.get(entry.getKey());
              if (own instanceof ObjectNode section) {
                put(entry.getValue(), section);
              } else if (own != null) { // of unknown keys the reader of the file warned
                merged.set(entry.getKey(), entry.getValue());
              }
            });
  }
}
