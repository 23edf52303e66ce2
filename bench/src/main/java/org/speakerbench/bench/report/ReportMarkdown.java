package org.speakerbench.bench.report;

import java.util.List;
import java.util.Map;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.bench.measure.environment.Environment;
import org.speakerbench.bench.measure.environment.Fact;

/** {@code report.md}: the tables, the environment, and how to measure it again. */
final class ReportMarkdown {
  private final RtfSettings settings;
  private final Environment environment;
  private final RunFacts run;
  private final List<CellResult> cells;
  private final List<String> caption;

  ReportMarkdown(
      RtfSettings settings,
      Environment environment,
      RunFacts run,
      List<CellResult> cells,
      List<String> caption) {
    this.settings = settings;
    this.environment = environment;
    this.run = run;
    this.cells = cells;
    this.caption = caption;
  }

  String text(TextTable models, TextTable stages) {
    StringBuilder text = new StringBuilder();
    text.append("# Real-time factors: ").append(run.label()).append("\n\n");
    text.append("Run `").append(run.runId()).append("`, ");
    text.append(run.timestampUtc()).append("\n\n");
    failures(text);
    text.append(models.markdown()).append('\n');
    caption.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n## Stages, wall clock\n\n").append(stages.markdown()).append('\n');
    text.append(
        "`read` is WAV file to samples, `fbank` samples to raw features, `infer` normalised\n");
    text.append("features to embedding, `e2e` samples to embedding.\n");
    text.append("\n## Measure it again\n\n```sh\n").append(settings.command()).append("\n```\n");
    text.append("\n## Environment\n\n").append(facts().markdownLeft());
    return text.toString();
  }

  private void failures(StringBuilder text) {
    boolean any = cells.stream().anyMatch(cell -> !cell.failures().isEmpty());
    if (!any) {
      return;
    }
    text.append("**Incomplete: some forks failed.**\n\n");
    for (CellResult cell : cells) {
      for (CellResult.Failure failure : cell.failures()) {
        text.append("- ").append(cell.cell()).append(" fork ").append(failure.fork());
        text.append(": ").append(failure.reason()).append('\n');
      }
    }
    text.append('\n');
  }

  private TextTable facts() {
    TextTable table = new TextTable("Fact", "Value", "Source");
    for (Map.Entry<String, Map<String, Fact>> group : environment.groups().entrySet()) {
      group
          .getValue()
          .forEach(
              (name, fact) ->
                  table.row(
                      group.getKey() + " " + name,
                      fact.text().orElse("unavailable"),
                      fact.unavailable() == null ? fact.source() : fact.unavailable()));
    }
    return table;
  }
}
