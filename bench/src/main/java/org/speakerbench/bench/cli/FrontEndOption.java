package org.speakerbench.bench.cli;

import java.nio.file.Path;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankConfig;
import picocli.CommandLine.Parameters;

/** {@code CONFIG}, the first positional argument of the drop-in commands. */
final class FrontEndOption {
  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description = "FBank configuration, the C++ runtime's fbank_config.json.")
  private Path config;

  Fbank fbank() {
    return new Fbank(FbankConfig.read(config));
  }
}
