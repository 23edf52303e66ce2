package org.speakerbench.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;

/**
 * Names of the runs on a page: the label, and for runs of one label what tells them apart, by the
 * first of date, profile, commit and time that does.
 */
final class RunNames {
  private static final int DATE = "2026-01-02".length();
  private static final int MINUTE = "2026-01-02T03:04".length();
  private static final int COMMIT = 7;

  private static final List<Function<ReportData, String>> DIFFERENCES =
      List.of(
          report -> start(report, DATE),
          report -> RunSettings.text(report.environment(), RunSettings.PROFILE),
          report -> cut(report.summary().get(0).run().gitSha(), COMMIT),
          report -> start(report, MINUTE).replace('T', ' '));

  private final Map<String, String> byRun = new LinkedHashMap<>();

  RunNames(List<ReportData> reports) {
    for (ReportData report : reports) {
      List<ReportData> alike =
          reports.stream().filter(other -> label(other).equals(label(report))).toList();
      byRun.put(runId(report), alike.size() == 1 ? label(report) : distinct(report, alike));
    }
  }

  private static String distinct(ReportData report, List<ReportData> alike) {
    return DIFFERENCES.stream()
        .filter(difference -> alike.stream().map(difference).distinct().count() == alike.size())
        .findFirst()
        .map(difference -> label(report) + " " + difference.apply(report))
        .orElse(runId(report));
  }

  String of(ReportData report) {
    return byRun.get(runId(report));
  }

  /** Run ids and names, in the order of the reports. */
  Map<String, String> byRun() {
    return byRun;
  }

  private static String label(ReportData report) {
    return report.summary().get(0).run().label();
  }

  private static String runId(ReportData report) {
    return report.summary().get(0).run().runId();
  }

  private static String start(ReportData report, int characters) {
    return cut(report.summary().get(0).run().timestampUtc(), characters);
  }

  private static String cut(String text, int characters) {
    return text.substring(0, Math.min(characters, text.length()));
  }
}
