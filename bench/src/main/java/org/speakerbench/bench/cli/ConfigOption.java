package org.speakerbench.bench.cli;

import java.nio.file.Path;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import picocli.CommandLine.Option;

/** {@code --config}: another front end than the standard one. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "FBank configuration, the C++ runtime's fbank_config.json, for a model that was trained on"
              + " other features (default: that of the published models, 80 bins of 16 kHz).")
  private Path file;

  /** Null for the standard front end. */
  Path file() {
    return file;
  }

  FbankOptions options() {
    return file == null ? FbankOptions.STANDARD : FbankConfig.read(file);
  }
}
