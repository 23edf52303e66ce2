package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a configuration file says, where that it says nothing counts too. */
public final class FbankFile {
  private static final Logger LOG = LoggerFactory.getLogger(FbankFile.class);

  /** A dither from here on, 60 dB below full scale, is more than a matter of rounding. */
  private static final double LOUD_DITHER = 0.001;

  /** From about here on, 30 dB below full scale, it buries speech. */
  private static final double BURYING_DITHER = 0.03;

  private final String source;
  private final FbankOptions given;
  private final boolean givesScale;
  private final JsonNode json;

  FbankFile(String source, FbankOptions given, boolean givesScale, JsonNode json) {
    this.source = source;
    this.given = given;
    this.givesScale = givesScale;
    this.json = json;
  }

  /** What messages call it. */
  public String source() {
    return source;
  }

  /** Whether it has the key {@code sample_scale}. */
  public boolean givesScale() {
    return givesScale;
  }

  FbankFile withVtlnWarp(double factor) {
    FbankOptions warped = given.withMel(given.mel().withVtlnWarp(factor));
    return new FbankFile(source, warped, givesScale, json);
  }

  /** Its options, with {@link SampleScale#UNIT} where it gives no scale. */
  FbankOptions given() {
    return given;
  }

  /**
   * Its options, for a model that takes samples of some scale. Warns of a dither that is loud at
   * the scale that results.
   *
   * @param missing the scale where the file gives none
   */
  public FbankOptions options(SampleScale missing) {
    FbankOptions options = givesScale ? given : given.withScale(missing);
    warnOfLoudDither(options.frame().dither(), options.scale());
    return options;
  }

  /**
   * Its options, with those of a model where it gives none. Warns of a dither that is loud at the
   * scale that results.
   */
  public FbankOptions over(FbankOptions model) {
    FbankOptions options = FbankOverlay.of(model, json, source);
    if (given.frame().dither() != 0) { // that of the defaults too
      options =
          options.withFrame(
              options.frame().withDither(given.frame().dither(), given.frame().ditherSeed()));
    }
    if (given.mel().warps()) { // is no key
      options = options.withMel(options.mel().withVtlnWarp(given.mel().vtlnWarp()));
    }
    warnOfLoudDither(options.frame().dither(), options.scale());
    return options;
  }

  private void warnOfLoudDither(double dither, SampleScale scale) {
    double share = dither / scale.factor();
    if (share >= LOUD_DITHER) {
      LOG.warn(
          "{}: dither {} is {} times Kaldi's default, which is 1 on 16-bit samples and 0.00003 on"
              + " samples in [-1, 1); at this sample_scale, {}, it buries speech from about {} on",
          source,
          dither,
          Math.round(share * SampleScale.INT16.factor()),
          scale.factor(),
          scale == SampleScale.UNIT
              ? String.valueOf(BURYING_DITHER)
              : String.valueOf(Math.round(BURYING_DITHER * scale.factor())));
    }
  }
}
