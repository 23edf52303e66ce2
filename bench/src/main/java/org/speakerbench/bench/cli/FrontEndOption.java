package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.function.Function;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankFile;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.spec.ModelSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The front end of the drop-in commands: {@code CONFIG}, and what the file cannot say. */
final class FrontEndOption {
  private static final String NONE = "-";

  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description = {
        "FBank configuration: the C++ runtime's fbank_config.json, the same in kaldi-native-fbank's",
        "spelling (frame_opts, mel_opts), or a .conf of Kaldi's compute-fbank-feats; - for the model's",
        "own front end. What the model says of its front end and the configuration otherwise is an",
        "error; what only the model says is taken."
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

  /** Whether the model decides alone. */
  boolean isModels() {
    return config.toString().equals(NONE);
  }

  /**
   * The front end of each model; the file is read now.
   *
   * @throws SpeakerbenchException if it cannot be read, or is wrong
   */
  Function<ModelSpec, FrontEnd> frontEnds() {
    if (isModels()) {
      if (cppDefaults) {
        throw new SpeakerbenchException(
            "--cpp-defaults found with " + NONE + ", expected a configuration");
      }
      return spec -> with(spec.frontEnd());
    }
    FbankFile file = FbankConfig.readFile(config, defaults());
    return spec -> with(spec.frontEnd(file));
  }

  /** The front end without a model. */
  FrontEnd frontEnd() {
    FbankOptions options = FbankConfig.read(config, defaults());
    return with(new FrontEnd(options, MeanNormalization.CLIP));
  }

  private FbankConfig.Defaults defaults() {
    return cppDefaults ? FbankConfig.Defaults.CPP : FbankConfig.Defaults.SPEAKERBENCH;
  }

  private FrontEnd with(FrontEnd frontEnd) {
    FbankOptions options = frontEnd.fbank();
    double dither = options.frame().dither();
    options = options.withFrame(options.frame().withDither(dither, ditherSeed));
    if (vtlnWarp != null) {
      options = options.withMel(options.mel().withVtlnWarp(vtlnWarp));
    }
    return resample.apply(frontEnd.withFbank(options));
  }
}
