package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.function.Function;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankFile;
import org.speakerbench.engine.spec.ModelSpec;
import picocli.CommandLine.Option;

/** {@code --config}: another front end than the model's own. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "FBank configuration, the C++ runtime's fbank_config.json, for a model that does not say"
              + " what features it takes; what it does say must agree (default: the model's own"
              + " front end, see docs/front-ends.md).")
  private Path file;

  /** Null for the models' own front ends. */
  Path file() {
    return file;
  }

  /** The front end of each model; the file is read now. */
  Function<ModelSpec, FrontEnd> frontEnds() {
    if (file == null) {
      return ModelSpec::frontEnd;
    }
    FbankFile config = FbankConfig.readFile(file, FbankConfig.Defaults.SPEAKERBENCH);
    return spec -> spec.frontEnd(config);
  }
}
