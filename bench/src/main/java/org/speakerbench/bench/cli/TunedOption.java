package org.speakerbench.bench.cli;

import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.onnx.SessionSettings;
import picocli.CommandLine.Option;

/** {@code --tune}, for commands that run one model once. */
final class TunedOption {
  @Option(
      names = "--tune",
      description =
          "Run the model's tuned graph: the same answer in operators that are faster on ONNX"
              + " Runtime's CPU provider. It is made once and kept in the cache folder; a model in"
              + " which there is nothing to tune runs as it is, and a warning says so.")
  private boolean tune;

  SessionSettings settings(int threads) {
    return new SessionSettings(threads).with(tune ? GraphForm.TUNED : GraphForm.OFFICIAL);
  }
}
