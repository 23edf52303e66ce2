package org.speakerbench.bench.cli;

import org.speakerbench.engine.extract.OutputFormat;
import picocli.CommandLine.Option;

/** {@code --format}, for commands that write embeddings or features of a list. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = {
        "Format of what is written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
        "text is what the C++ tools write; text-full reads back as the same floats. From ark on all"
            + " clips are in one file, OUT_DIR/NAME.ark for the index NAME.scp."
      })
  OutputFormat format;
}
