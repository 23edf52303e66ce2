package org.speakerbench.bench.cli;

import org.speakerbench.engine.fbank.FbankOptions;
import picocli.CommandLine.Option;

/** {@code --resample}: clips of every sample rate. */
final class ResampleOption {
  @Option(
      names = "--resample",
      description = {
        "Resample clips of another rate than sample_freq, as torchaudio does",
        "(allow_down_sample and allow_up_sample of the configuration; default: such a clip fails)."
      })
  private boolean resample;

  FbankOptions apply(FbankOptions options) {
    return resample ? options.withFrame(options.frame().withResampling()) : options;
  }
}
