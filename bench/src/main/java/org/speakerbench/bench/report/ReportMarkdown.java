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

  String text(RtfTable table) {
    RunFacts run = data.summary().get(0).run();
    StringBuilder text = new StringBuilder();
    text.append("# Real-time factors: ").append(run.label()).append("\n\n");
    answer(text);
    text.append("Run `").append(run.runId()).append("`, ");
    text.append(run.timestampUtc()).append("\n\n");
    if (!table.lines().isEmpty()) {
      text.append(table.models().markdown()).append('\n');
    }
    Caption.lines(data).forEach(line -> text.append("- ").append(line).append('\n'));
    findings(text);
    WaysTable ways = new WaysTable(data);
    ways.table().ifPresent(known -> section(text, WaysTable.TITLE, known, ways.method()));
    if (!data.accuracy().isEmpty()) {
      text.append('\n').append(new AccuracyTables(data).markdown());
    }
    text.append("\n## Stages, wall clock\n\n").append(table.stages().markdown()).append('\n');
    text.append(
        "`read` is WAV file to samples, `fbank` samples to raw features, `infer` normalised\n");
    text.append("features to embedding, `e2e` samples to embedding.\n");
    MemoryTable.of(data.summary())
        .ifPresent(memory -> section(text, MemoryTable.TITLE, memory, MemoryTable.METHOD));
    new ScalingTable(data)
        .table()
        .ifPresent(scaling -> section(text, ScalingTable.TITLE, scaling, ScalingTable.METHOD));
    CeilingTable ceiling = new CeilingTable(data);
    ceiling.table().ifPresent(known -> section(text, CeilingTable.TITLE, known, ceiling.method()));
    text.append("\n## Measure it again\n\n```sh\n");
    text.append(RunSettings.text(data.environment(), RunSettings.COMMAND)).append("\n```\n");
    text.append("\n## Environment\n\n").append(facts().markdownLeft());
    return text.toString();
  }

  private static void section(StringBuilder text, String title, TextTable table, String method) {
    text.append("\n## ").append(title).append("\n\n");
    text.append(table.markdown()).append('\n').append(method).append('\n');
  }

  /** What needs an action and the first sentence stand out. */
  private void answer(StringBuilder text) {
    Answer answer = Answer.of(data);
    answer.actions().forEach(line -> text.append("**").append(line).append("**\n\n"));
    text.append("**").append(answer.speed().get(0)).append("**");
    answer.lines().stream()
        .skip(answer.actions().size() + 1L)
        .forEach(line -> text.append(' ').append(line));
    text.append("\n\n");
  }

  private void findings(StringBuilder text) {
    List<String> lines = FindingsText.of(data.summary());
    if (!lines.isEmpty()) {
      text.append("\n<details>\n<summary>").append(FindingsText.title(data.summary()));
      text.append("</summary>\n\n");
      lines.forEach(line -> text.append("- ").append(line).append('\n'));
      text.append("\n</details>\n");
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
