package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * The keys of {@code fbank_config.json} as options. Errors do not name the file: FbankConfig does.
 */
final class OptionsReader {
  static final String FRAME = "FrameExtractionOptions";
  static final String MEL = "MelBanksOptions";
  static final String SCALE = "sample_scale";

  private static final Logger LOG = LoggerFactory.getLogger(OptionsReader.class);

  private final String source;
  private final double missingDither;
  private final String elsewhere;

  /**
   * For one file.
   *
   * @param source what to call it
   * @param missingDither what a missing {@code dither} means
   * @param elsewhere who takes another value, for a warning; null for none
   */
  OptionsReader(String source, double missingDither, String elsewhere) {
    this.source = source;
    this.missingDither = missingDither;
    this.elsewhere = elsewhere;
  }

  /**
   * Options of a configuration; warns of what it does not know.
   *
   * @throws SpeakerbenchException if it has neither section, or a value is wrong
   */
  FbankFile read(JsonNode json) {
    ConfigSection root = ConfigSection.root(source, json);
    if (!root.has(FRAME) && !root.has(MEL)) {
      throw new SpeakerbenchException(
          "found neither "
              + FRAME
              + " nor "
              + MEL
              + " (nor frame_opts and mel_opts, as kaldi-native-fbank names them) among "
              + root.keys()
              + ", expected the sections of an FBank configuration");
    }
    ConfigSection frame = root.section(FRAME);
    ConfigSection mel = root.section(MEL);
    FbankOptions options =
        new FbankOptions(
            frame(frame),
            mel(mel),
            root.scale(SCALE, SampleScale.UNIT),
            root.flag("use_energy", false),
            root.number("energy_floor", 0),
            root.flag("raw_energy", true),
            root.flag("htk_compat", false),
            root.flag("use_log_fbank", true),
            root.flag("use_power", true));
    List<ConfigSection> all = List.of(frame, mel, root);
    all.forEach(section -> section.warnUnknown(all));
    LOG.debug("{}: {}", source, options);
    return new FbankFile(source, options, root.has(SCALE), json);
  }

  private FrameOptions frame(ConfigSection frame) {
    FrameOptions standard = FrameOptions.STANDARD;
    if (frame.integer("max_feature_vectors", -1) != -1) {
      LOG.info("{}: max_feature_vectors has no effect: it bounds the memory of streaming", source);
    }
    return new FrameOptions(
        frame.number("sample_freq", standard.sampleRateHz()),
        frame.number("frame_shift_ms", standard.shiftMs()),
        frame.number("frame_length_ms", standard.lengthMs()),
        dither(frame),
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

  private double dither(ConfigSection frame) {
    if (!frame.has("dither") && elsewhere != null) {
      LOG.warn("{}: no dither given, {} is used ({})", source, missingDither, elsewhere);
    }
    return frame.number("dither", missingDither);
  }

  private static MelOptions mel(ConfigSection mel) {
    MelOptions standard = MelOptions.STANDARD;
    return new MelOptions(
        mel.integer("num_bins", 23), // Kaldi's default, not that of the models
        mel.number("low_freq", standard.lowHz()),
        mel.number("high_freq", standard.highHz()),
        mel.number("vtln_low", standard.vtlnLowHz()),
        mel.number("vtln_high", standard.vtlnHighHz()),
        standard.vtlnWarp(),
        mel.flag("htk_mode", standard.htkMode()));
  }
}
