package org.speakerbench.bench.cli;

import picocli.CommandLine.Option;

/** {@code --jobs}, for commands that work through a list of clips. */
final class JobsOption {
  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "Clips that are worked on at a time (default: ${DEFAULT-VALUE}); the number of cores is fastest.",
        "What is written and printed is the same whatever N."
      })
  int jobs;
}
