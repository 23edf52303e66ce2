package org.speakerbench.bench.cli;

import java.time.Duration;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import picocli.CommandLine.Option;

/** {@code --allow-pipes}: lists whose entries are commands. */
final class CommandsOption {
  static final String NAME = "--allow-pipes";
  private static final int MAX_SECONDS = 1_000_000;

  @Option(
      names = NAME,
      description = {
        "Run entries of the list that are commands (CMD |), as Kaldi does, by /bin/sh; their standard",
        "output is the clip. Only for a list that you trust like a script (default: they fail)."
      })
  private boolean allowed;

  @Option(
      names = "--pipe-timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long one of these may take (default: ${DEFAULT-VALUE}).")
  private int seconds;

  /** How long each may take; empty if none is run. */
  Optional<Duration> limit() {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new SpeakerbenchException(
          "--pipe-timeout: found " + seconds + ", expected 1 to " + MAX_SECONDS);
    }
    return allowed ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }
}
