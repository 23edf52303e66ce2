package org.speakerbench.engine.fbank.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The options of an FBank configuration, as the file spells them. */
public enum FbankKey {
  SAMPLE_FREQ(FbankConfig.FRAME, options -> options.frame().sampleRateHz()),
  FRAME_SHIFT_MS(FbankConfig.FRAME, options -> options.frame().shiftMs()),
  FRAME_LENGTH_MS(FbankConfig.FRAME, options -> options.frame().lengthMs()),
  DITHER(FbankConfig.FRAME, options -> options.frame().dither()),
  PRE_EMPHASIS_COEFFICIENT(FbankConfig.FRAME, options -> options.frame().preEmphasis()),
  REMOVE_DC_OFFSET(FbankConfig.FRAME, options -> options.frame().removeDcOffset()),
  WINDOW_TYPE(FbankConfig.FRAME, options -> options.frame().window().optionName()),
  ROUND_TO_POWER_OF_TWO(FbankConfig.FRAME, options -> options.frame().roundToPowerOfTwo()),
  BLACKMAN_COEFFICIENT(FbankConfig.FRAME, options -> options.frame().blackmanCoefficient()),
  SNIP_EDGES(FbankConfig.FRAME, options -> options.frame().snipEdges()),
  ALLOW_DOWN_SAMPLE(FbankConfig.FRAME, options -> options.frame().allowDownSample()),
  ALLOW_UP_SAMPLE(FbankConfig.FRAME, options -> options.frame().allowUpSample()),
  NUM_BINS(FbankConfig.MEL, options -> options.mel().bins()),
  LOW_FREQ(FbankConfig.MEL, options -> options.mel().lowHz()),
  HIGH_FREQ(FbankConfig.MEL, options -> options.mel().highHz()),
  VTLN_LOW(FbankConfig.MEL, options -> options.mel().vtlnLowHz()),
  VTLN_HIGH(FbankConfig.MEL, options -> options.mel().vtlnHighHz()),
  SAMPLE_SCALE("", options -> options.scale().factor()),
  USE_ENERGY("", FbankOptions::useEnergy),
  ENERGY_FLOOR("", FbankOptions::energyFloor),
  RAW_ENERGY("", FbankOptions::rawEnergy),
  HTK_COMPAT("", FbankOptions::htkCompat),
  USE_LOG_FBANK("", FbankOptions::useLog),
  USE_POWER("", FbankOptions::usePower);

  private final String section;
  private final Function<FbankOptions, Object> value;

  FbankKey(String section, Function<FbankOptions, Object> value) {
    this.section = section;
    this.value = value;
  }

  /** The option of a key; empty if there is none. */
  public static Optional<FbankKey> of(String key) {
    return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
  }

  /** In the file, for example {@code sample_freq}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The object of the file that it stands in; empty for the file itself. */
  public String section() {
    return section;
  }

  /** Its value: a number, true or false, or a text. */
  public Object value(FbankOptions options) {
    return value.apply(options);
  }
}
