package org.speakerbench.bench.cli;

import java.util.SortedMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.RunListener;
import org.speakerbench.engine.extract.ScpRun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that work through a list and write a file for each clip. */
final class ScpOptions {
  static final String RESUME = "--resume";

  @Mixin private JobsOption jobs;
  @Mixin private ChannelOption channel;
  @Mixin private CommandsOption commands;

  @Option(
      names = "--max-failures",
      paramLabel = "N",
      description = "Stop as soon as more than N clips failed (default: never).")
  private Integer maxFailures;

  @Option(
      names = RESUME,
      description = {
        "Keep what an earlier run with the same index has completed, if files and clips are as they",
        "were; another model, configuration or provider is refused (default: start anew)."
      })
  private boolean resume;

  @Option(
      names = "--progress",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How often to tell how far it is; 0 for never (default: ${DEFAULT-VALUE}).")
  private double progressSeconds;

  int jobs() {
    return jobs.jobs;
  }

  /** Whether an earlier run goes on. */
  boolean resumes() {
    return resume;
  }

  /** How often progress is told; 0 for never. */
  double progressSeconds() {
    return progressSeconds;
  }

  /** Sets what the options say. */
  ScpRun apply(ScpRun run, SortedMap<String, String> madeBy, RunListener listener) {
    if (maxFailures != null && maxFailures < 0) {
      throw new SpeakerbenchException(
          "--max-failures: found " + maxFailures + ", expected 0 or more");
    }
    commands.limit().ifPresent(run::allowCommands);
    return run.readBy(channel.reader())
        .maxFailures(maxFailures == null ? Integer.MAX_VALUE : maxFailures)
        .resume(resume)
        .madeBy(madeBy)
        .listener(listener);
  }
}
