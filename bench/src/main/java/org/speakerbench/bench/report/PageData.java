package org.speakerbench.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonCsv;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryCsv;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/**
 * What the charts of a page are drawn from, as JSON: the cells of {@code summary.csv} and of {@code
 * comparison.csv} as they stand there, every value of {@code measurements.csv}, grouped by what was
 * timed and by iteration, and the published figures. Names are those of the columns of the CSVs.
 */
final class PageData {
  private static final int MS_PLACES = 6; // a nanosecond, as in measurements.csv

  private final JsonGenerator json;

  /** What the values of one distribution have in common. */
  private record Group(String runId, Work work, Clock clock) {}

  /** One iteration of a fork. */
  private record Turn(Phase phase, int fork, int iteration) {}

  private PageData(JsonGenerator json) {
    this.json = json;
  }

  static String json(
      List<ReportData> reports,
      RunNames names,
      List<ComparisonRow> comparison,
      Published published) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      new PageData(generator).write(reports, names, comparison, published);
    } catch (IOException e) {
      throw new AssertionError("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private void write(
      List<ReportData> reports, RunNames names, List<ComparisonRow> comparison, Published published)
      throws IOException {
    List<SummaryRow> rows = reports.stream().flatMap(r -> r.summary().stream()).toList();
    json.writeStartObject();
    table("summary", SummaryCsv.header(), rows.stream().map(SummaryCsv::cells).toList());
    table(
        "comparison",
        ComparisonCsv.header(),
        comparison.stream().map(ComparisonCsv::cells).toList());
    new AccuracyData(json).write(reports);
    json.writeFieldName("standing");
    texts(rows.stream().map(row -> Standing.of(row).label()).toList());
    titles(rows);
    names(names);
    published(published);
    json.writeArrayFieldStart("measurements");
    for (ReportData report : reports) {
      measurements(report.measurements());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A CSV as it stands. */
  private void table(String name, List<String> header, List<List<String>> rows) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeFieldName("columns");
    texts(header);
    json.writeArrayFieldStart("rows");
    for (List<String> row : rows) {
      texts(row);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void titles(List<SummaryRow> rows) throws IOException {
    Map<String, String> titles = new LinkedHashMap<>();
    for (SummaryRow row : rows) {
      if (row.model() != null) {
        titles.put(row.model().name(), row.model().title());
      }
    }
    json.writeObjectFieldStart("titles");
    for (Map.Entry<String, String> title : titles.entrySet()) {
      json.writeStringField(title.getKey(), title.getValue());
    }
    json.writeEndObject();
  }

  private void names(RunNames names) throws IOException {
    json.writeObjectFieldStart("names");
    for (Map.Entry<String, String> name : names.byRun().entrySet()) {
      json.writeStringField(name.getKey(), name.getValue());
    }
    json.writeEndObject();
  }

  private void published(Published published) throws IOException {
    json.writeArrayFieldStart("published");
    for (Published.Row row : published.rows()) {
      json.writeStartObject();
      json.writeStringField("model", row.model());
      json.writeNumberField("audio_ms", row.audioMs());
      json.writeNumberField("rtf", row.rtf());
      json.writeStringField("cpu", row.cpu());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void measurements(List<MeasurementRow> rows) throws IOException {
    Map<Group, Map<Turn, List<MeasurementRow>>> groups = new LinkedHashMap<>();
    for (MeasurementRow row : rows) {
      groups
          .computeIfAbsent(
              new Group(row.runId(), row.work(), row.clock()), group -> new LinkedHashMap<>())
          .computeIfAbsent(
              new Turn(row.phase(), row.fork(), row.iteration()), turn -> new ArrayList<>())
          .add(row);
    }
    for (Map.Entry<Group, Map<Turn, List<MeasurementRow>>> group : groups.entrySet()) {
      json.writeStartObject();
      json.writeStringField("run_id", group.getKey().runId());
      work(group.getKey().work(), group.getKey().clock());
      json.writeArrayFieldStart("iterations");
      for (Map.Entry<Turn, List<MeasurementRow>> turn : group.getValue().entrySet()) {
        iteration(turn.getKey(), turn.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void iteration(Turn turn, List<MeasurementRow> rows) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", turn.phase().label());
    json.writeNumberField("fork", turn.fork());
    json.writeNumberField("iteration", turn.iteration());
    json.writeArrayFieldStart("value_ms");
    for (MeasurementRow row : rows) {
      json.writeNumber(Decimal.shortest(row.valueMs(), MS_PLACES));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("count");
    for (MeasurementRow row : rows) {
      json.writeNumber(row.count());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void work(Work work, Clock clock) throws IOException {
    json.writeStringField("program", work.program());
    json.writeStringField("scenario", work.scenario().label());
    json.writeStringField("stage", work.stage().label());
    json.writeStringField("model", work.model());
    json.writeNumberField("intra_op_threads", work.intraOpThreads());
    json.writeNumberField("workers", work.workers());
    json.writeNumberField("batch", work.batch());
    json.writeNumberField("audio_ms", work.audioMs());
    json.writeStringField("clock", clock.label());
  }

  private void texts(List<String> values) throws IOException {
    json.writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
