package org.speakerbench.bench.cli;

import java.nio.file.Path;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The front end of the drop-in commands: {@code CONFIG}, and what the file cannot say. */
final class FrontEndOption {
  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description = {
        "FBank configuration: the C++ runtime's fbank_config.json, the same in kaldi-native-fbank's",
        "spelling (frame_opts, mel_opts), or a .conf of Kaldi's compute-fbank-feats."
      })
  private Path config;

  @Option(
      names = "--cpp-defaults",
      description =
          "A missing dither means 1.0 as in the C++ runtime, not 0.0. It buries the speech.")
  private boolean cppDefaults;

  @Option(
      names = "--dither-seed",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Seed of the noise where dither is not 0; every clip gets the same noise",
        "(default: ${DEFAULT-VALUE})."
      })
  private long ditherSeed;

  @Option(
      names = "--vtln-warp",
      paramLabel = "FACTOR",
      description = {
        "Vocal tract length normalisation between vtln_low and vtln_high of the configuration",
        "(default: that of a .conf, or 1, none)."
      })
  private Double vtlnWarp;

  @Mixin ResampleOption resample;

  /** As it was given. */
  Path config() {
    return config;
  }

  Fbank fbank() {
    FbankConfig.Defaults defaults =
        cppDefaults ? FbankConfig.Defaults.CPP : FbankConfig.Defaults.SPEAKERBENCH;
    FbankOptions options = FbankConfig.read(config, defaults);
    options = options.withFrame(options.frame().withDither(options.frame().dither(), ditherSeed));
    if (vtlnWarp != null) {
      options = options.withMel(options.mel().withVtlnWarp(vtlnWarp));
    }
    return new Fbank(resample.apply(options));
  }
}
