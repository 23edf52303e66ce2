package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.JsonTree;

/**
 * Reads {@code fbank_config.json}, the file of the 3D-Speaker C++ runtime, into {@link
 * FbankOptions}. Every option of the file is honoured; {@code max_feature_vectors} bounds the
 * memory of Kaldi's streaming only and has no effect on whole clips.
 *
 * <p>A key that is not known warns and names the nearest known one; so does a dither in a file that
 * is loud enough to bury speech.
 */
public final class FbankConfig {

  /** What a missing {@code dither} means. */
  public enum Defaults {
    /** No dither, with a warning. */
    SPEAKERBENCH(0),
    /**
     * 1.0, as in the C++ runtime. It is meant for 16-bit samples: on samples in [-1, 1) it buries
     * the speech.
     */
    CPP(1);

    private final double dither;

    Defaults(double dither) {
      this.dither = dither;
    }
  }

  static final String FRAME = "FrameExtractionOptions";
  static final String MEL = "MelBanksOptions";

  private static final Logger LOG = LoggerFactory.getLogger(FbankConfig.class);
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FbankConfig() {}

  /**
   * Reads a configuration file.
   *
   * @throws SpeakerbenchException if it cannot be read, is not JSON, or its options are wrong or do
   *     not fit each other
   */
  public static FbankOptions read(Path file) {
    return read(file, Defaults.SPEAKERBENCH);
  }

  /**
   * Reads a configuration file.
   *
   * @param defaults what missing keys mean
   * @throws SpeakerbenchException as above
   */
  public static FbankOptions read(Path file, Defaults defaults) {
    return readFile(file, defaults).options(SampleScale.UNIT);
  }

  /**
   * Reads a configuration file for models that may have a sample scale of their own.
   *
   * @param defaults what missing keys mean
   * @throws SpeakerbenchException as above
   */
  public static FbankFile readFile(Path file, Defaults defaults) {
    try {
      return parse(Files.readString(file), file.toString(), defaults);
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
    return parse(json, source, Defaults.SPEAKERBENCH).given();
  }

  private static FbankFile parse(String json, String source, Defaults defaults) {
    try {
      JsonNode root = JsonTree.read(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json);
      return options(root, source, defaults);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new SpeakerbenchException(
          source + ": not valid JSON" + where + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(source, e); // text in memory has none
    }
  }

  static FbankFile options(JsonNode json, String source, Defaults defaults) {
    try {
      ConfigSection root = ConfigSection.root(source, json);
      ConfigSection frame = root.section(FRAME);
      ConfigSection mel = root.section(MEL);
      FbankOptions options =
          new FbankOptions(
              frame(frame, source, defaults),
              mel(mel),
              root.scale("sample_scale", SampleScale.UNIT),
              root.flag("use_energy", false),
              root.number("energy_floor", 0),
              root.flag("raw_energy", true),
              root.flag("htk_compat", false),
              root.flag("use_log_fbank", true),
              root.flag("use_power", true));
      frame.warnUnknown();
      mel.warnUnknown();
      root.warnUnknown();
      LOG.debug("{}: {}", source, options);
      return new FbankFile(source, options, root.has("sample_scale"), json);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(source + ": " + e.getMessage(), e);
    }
  }

  private static FrameOptions frame(ConfigSection frame, String source, Defaults defaults) {
    FrameOptions standard = FrameOptions.STANDARD;
    if (frame.integer("max_feature_vectors", -1) != -1) {
      LOG.info("{}: max_feature_vectors has no effect: it bounds the memory of streaming", source);
    }
    return new FrameOptions(
        frame.number("sample_freq", standard.sampleRateHz()),
        frame.number("frame_shift_ms", standard.shiftMs()),
        frame.number("frame_length_ms", standard.lengthMs()),
        dither(frame, source, defaults),
        standard.ditherSeed(),
        frame.number("pre_emphasis_coefficient", standard.preEmphasis()),
        frame.flag("remove_dc_offset", standard.removeDcOffset()),
        frame.window("window_type", standard.window()),
        frame.number("blackman_coefficient", standard.blackmanCoefficient()),
        frame.flag("round_to_power_of_two", standard.roundToPowerOfTwo()),
        frame.flag("snip_edges", standard.snipEdges()),
        frame.flag("allow_down_sample", standard.allowDownSample()),
        frame.flag("allow_up_sample", standard.allowUpSample()));
  }

  private static double dither(ConfigSection frame, String source, Defaults defaults) {
    double dither = frame.number("dither", defaults.dither);
    if (!frame.has("dither") && defaults == Defaults.SPEAKERBENCH) {
      LOG.warn("{}: no dither given, 0.0 is used (the C++ runtime would use 1.0)", source);
    }
    return dither;
  }

  private static MelOptions mel(ConfigSection mel) {
    MelOptions standard = MelOptions.STANDARD;
    return new MelOptions(
        mel.integer("num_bins", 23), // Kaldi's default, not that of the models
        mel.number("low_freq", standard.lowHz()),
        mel.number("high_freq", standard.highHz()),
        mel.number("vtln_low", standard.vtlnLowHz()),
        mel.number("vtln_high", standard.vtlnHighHz()),
        standard.vtlnWarp());
  }
}
