package org.speakerbench.engine.fbank;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Reads {@code fbank_config.json}, the file of the 3D-Speaker C++ runtime, into {@link
 * FbankOptions}.
 *
 * <p>A key that is not known warns and names the nearest known one. A known option with a value
 * that is not computed yet is an error that names it. A missing {@code dither} means 0 here, with a
 * warning: the C++ runtime takes 1.0, which on samples in [-1, 1) buries the speech.
 */
public final class FbankConfig {
  private static final Logger LOG = LoggerFactory.getLogger(FbankConfig.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FbankConfig() {}

  /**
   * Reads a configuration file.
   *
   * @throws SpeakerbenchException if it cannot be read, is not JSON, or asks for what is not
   *     computed
   */
  public static FbankOptions read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": not a UTF-8 text file", e);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read the FBank configuration " + file + ": " + e, e);
    }
  }

  /**
   * Parses a configuration.
   *
   * @param source what to call it in messages
   */
  public static FbankOptions parse(String json, String source) {
    try {
      JsonNode root = JSON.readTree(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json);
      return options(ConfigSection.root(source, root), source);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new SpeakerbenchException(
          source + ": not valid JSON" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  private static FbankOptions options(ConfigSection root, String source) {
    ConfigSection frame = root.section("FrameExtractionOptions");
    double sampleRate = frame.number("sample_freq", 16000);
    double shift = frame.number("frame_shift_ms", 10);
    double length = frame.number("frame_length_ms", 25);
    if (!frame.has("dither")) {
      LOG.warn("{}: no dither given, 0.0 is used (the C++ runtime would use 1.0)", source);
    }
    frame.onlyNumber("dither", 0);
    double preEmphasis = frame.number("pre_emphasis_coefficient", 0.97);
    boolean removeDc = frame.flag("remove_dc_offset", true);
    WindowType window = frame.window("window_type", WindowType.POVEY);
    frame.onlyFlag("round_to_power_of_two", true);
    double blackman = frame.number("blackman_coefficient", 0.42);
    frame.onlyFlag("snip_edges", true);
    frame.onlyFlag("allow_down_sample", false);
    frame.onlyFlag("allow_up_sample", false);
    frame.onlyNumber("max_feature_vectors", -1);
    frame.warnUnknown();

    ConfigSection mel = root.section("MelBanksOptions");
    int bins = mel.integer("num_bins", 23);
    double low = mel.number("low_freq", 20);
    double high = mel.number("high_freq", 0);
    // Without a warp factor the bounds of vocal tract length normalisation have no effect.
    mel.number("vtln_low", 100);
    mel.number("vtln_high", -500);
    mel.warnUnknown();

    root.onlyFlag("use_energy", false);
    root.number("energy_floor", 0); // counts with use_energy only
    root.flag("raw_energy", true); // counts with use_energy only
    root.onlyFlag("htk_compat", false);
    boolean useLog = root.flag("use_log_fbank", true);
    boolean usePower = root.flag("use_power", true);
    root.warnUnknown();

    FbankOptions options;
    try {
      options =
          new FbankOptions(
              sampleRate,
              shift,
              length,
              preEmphasis,
              removeDc,
              window,
              blackman,
              bins,
              low,
              high,
              useLog,
              usePower);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(source + ": " + e.getMessage(), e);
    }
    LOG.debug("{}: {}", source, options);
    return options;
  }
}
