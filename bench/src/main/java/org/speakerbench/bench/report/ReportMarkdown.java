package org.speakerbench.bench.report;

import java.util.List;
import java.util.Map;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.RunSettings;

/** {@code report.md}: the tables, the environment, and how to measure it again. */
final class ReportMarkdown {
  private final ReportData data;

  ReportMarkdown(ReportData data) {
    this.data = data;
  }

  String text(TextTable models, TextTable stages) {
    RunFacts run = data.summary().get(0).run();
    StringBuilder text = new StringBuilder();
    text.append("# Real-time factors: ").append(run.label()).append("\n\n");
    text.append("Run `").append(run.runId()).append("`, ");
    text.append(run.timestampUtc()).append("\n\n");
    failures(text);
    text.append(models.markdown()).append('\n');
    Caption.lines(data).forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n## Stages, wall clock\n\n").append(stages.markdown()).append('\n');
    text.append(
        "`read` is WAV file to samples, `fbank` samples to raw features, `infer` normalised\n");
    text.append("features to embedding, `e2e` samples to embedding.\n");
    scaling(text);
    ceiling(text);
    text.append("\n## Measure it again\n\n```sh\n");
    text.append(RunSettings.text(data.environment(), RunSettings.COMMAND)).append("\n```\n");
    text.append("\n## Environment\n\n").append(facts().markdownLeft());
    return text.toString();
  }

  private void scaling(StringBuilder text) {
    new ScalingTable(data)
        .table()
        .ifPresent(
            table -> {
              text.append("\n## ").append(ScalingTable.TITLE).append("\n\n");
              text.append(table.markdown()).append('\n').append(ScalingTable.METHOD).append('\n');
            });
  }

  private void ceiling(StringBuilder text) {
    CeilingTable ceiling = new CeilingTable(data);
    ceiling
        .table()
        .ifPresent(
            table -> {
              text.append("\n## ").append(CeilingTable.TITLE).append("\n\n");
              text.append(table.markdown()).append('\n').append(ceiling.method()).append('\n');
            });
  }

  private void failures(StringBuilder text) {
    List<String> failed = RunSettings.failedForks(data.environment());
    if (!failed.isEmpty()) {
      text.append("**Incomplete: some forks failed.**\n\n");
      failed.forEach(line -> text.append("- ").append(line).append('\n'));
      text.append('\n');
    }
  }

  private TextTable facts() {
    TextTable table = new TextTable("Fact", "Value", "Source");
    for (Map.Entry<String, Map<String, Fact>> group : data.environment().groups().entrySet()) {
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
