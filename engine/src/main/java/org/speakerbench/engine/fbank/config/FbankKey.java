package org.speakerbench.engine.fbank.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The options of an FBank configuration, as the file spells them. */
public enum FbankKey {
  SAMPLE_FREQ(OptionsReader.FRAME, options -> options.frame().sampleRateHz()),
  FRAME_SHIFT_MS(OptionsReader.FRAME, options -> options.frame().shiftMs()),
  FRAME_LENGTH_MS(OptionsReader.FRAME, options -> options.frame().lengthMs()),
  DITHER(OptionsReader.FRAME, options -> options.frame().dither()),
  PRE_EMPHASIS_COEFFICIENT(OptionsReader.FRAME, options -> options.frame().preEmphasis()),
  REMOVE_DC_OFFSET(OptionsReader.FRAME, options -> options.frame().removeDcOffset()),
  WINDOW_TYPE(OptionsReader.FRAME, options -> options.frame().window().optionName()),
  ROUND_TO_POWER_OF_TWO(OptionsReader.FRAME, options -> options.frame().roundToPowerOfTwo()),
  BLACKMAN_COEFFICIENT(OptionsReader.FRAME, options -> options.frame().blackmanCoefficient()),
  SNIP_EDGES(OptionsReader.FRAME, options -> options.frame().snipEdges()),
  ALLOW_DOWN_SAMPLE(OptionsReader.FRAME, options -> options.frame().allowDownSample()),
  ALLOW_UP_SAMPLE(OptionsReader.FRAME, options -> options.frame().allowUpSample()),
  NUM_BINS(OptionsReader.MEL, options -> options.mel().bins()),
  LOW_FREQ(OptionsReader.MEL, options -> options.mel().lowHz()),
  HIGH_FREQ(OptionsReader.MEL, options -> options.mel().highHz()),
  VTLN_LOW(OptionsReader.MEL, options -> options.mel().vtlnLowHz()),
  VTLN_HIGH(OptionsReader.MEL, options -> options.mel().vtlnHighHz()),
  HTK_MODE(OptionsReader.MEL, options -> options.mel().htkMode()),
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

  /** The option that some program calls so, Kaldi's dashes included; empty if there is none. */
  public static Optional<FbankKey> knownAs(String name) {
    String key = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return of(ConfigSection.KNOWN_AS.getOrDefault(key, key));
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
