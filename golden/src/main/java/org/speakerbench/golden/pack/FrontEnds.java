package org.speakerbench.golden.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;

/** The front ends of a pack: its own, and those of clips that override some of its keys. */
final class FrontEnds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String where;
  private final JsonNode config;
  private final FbankOptions standard;
  private final MeanNormalization mean;

  /** Clips come in pairs with the same overrides. */
  private final Map<Manifest.FrontEnd, FbankOptions> known = new HashMap<>();

  /**
   * @param where what messages call the manifest
   * @param config the pack's configuration
   * @param mean what is subtracted from the features for the models; null for the mean of the clip
   */
  FrontEnds(String where, JsonNode config, String mean) {
    this.where = where;
    this.config = config;
    standard = FbankConfig.parse(String.valueOf(config), where + ": fbank_config");
    this.mean =
        mean == null
            ? MeanNormalization.CLIP
            : MeanNormalization.of(mean)
                .orElseThrow(
                    () ->
                        new SpeakerbenchException(
                            where + ": mean_normalization is " + mean + ", expected none or clip"));
  }

  /** How the features of all clips are normalised for the models. */
  MeanNormalization mean() {
    return mean;
  }

  /** The pack's own. */
  FbankOptions standard() {
    return standard;
  }

  /** That of a clip. */
  FbankOptions of(Manifest.Clip clip) {
    return clip.frontEnd() == null
        ? standard
        : known.computeIfAbsent(clip.frontEnd(), own -> parse(own, clip.id()));
  }

  private FbankOptions parse(Manifest.FrontEnd own, String clip) {
    String source = where + ": front_end of " + clip;
    try {
      JsonNode merged = config.deepCopy();
      if (own.overrides() != null) {
        merged = JSON.readerForUpdating(merged).readValue(own.overrides());
      }
      FbankOptions options = FbankConfig.parse(String.valueOf(merged), source);
      return options
          .withFrame(options.frame().withDither(options.frame().dither(), own.ditherSeed()))
          .withMel(options.mel().withVtlnWarp(own.vtlnWarp()));
    } catch (IOException e) {
      throw new SpeakerbenchException(
          source + ": found overrides " + own.overrides() + ", expected an object", e);
    }
  }
}
