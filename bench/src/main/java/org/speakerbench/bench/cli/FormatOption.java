package org.speakerbench.bench.cli;

import org.speakerbench.engine.extract.OutputFormat;
import picocli.CommandLine.Option;

/** {@code --format}, for commands that write a file per utterance. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = {
        "Format of the files: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
        "text is what the C++ tools write; text-full reads back as the same floats."
      })
  OutputFormat format;
}
