package org.speakerbench.bench.cli;

import org.speakerbench.engine.fbank.FrontEnd;
import picocli.CommandLine.Option;

/** {@code --resample}: clips of every sample rate. */
final class ResampleOption {
  @Option(
      names = "--resample",
      description = {
        "Resample clips of another rate than the front end's, with the filter of torchaudio",
        "(default: such a clip fails, unless the configuration allows it)."
      })
  private boolean resample;

  boolean isGiven() {
    return resample;
  }

  FrontEnd apply(FrontEnd frontEnd) {
    return resample ? frontEnd.withResampling() : frontEnd;
  }
}
