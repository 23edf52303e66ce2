package org.speakerbench.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.bench.accuracy.Pareto;
import org.speakerbench.bench.accuracy.SpeedAccuracy;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.SummaryRow;

/** What the chart of speed and accuracy is drawn from: models whose speed was measured. */
final class AccuracyData {
  private final JsonGenerator json;

  AccuracyData(JsonGenerator json) {
    this.json = json;
  }

  void write(List<ReportData> reports) throws IOException {
    json.writeArrayFieldStart("tradeoff");
    for (ReportData report : reports) {
      for (SpeedAccuracy one : SpeedAccuracy.of(report)) {
        if (one.speed().isPresent()) {
          point(one, one.speed().get());
        }
      }
    }
    json.writeEndArray();
  }

  private void point(SpeedAccuracy one, SummaryRow speed) throws IOException {
    json.writeStartObject();
    json.writeStringField("run_id", speed.run().runId());
    json.writeStringField("clips", AccuracyTables.clip(one.accuracy()));
    json.writeStringField("model", AccuracyTables.name(one.accuracy()));
    json.writeStringField("speech", one.accuracy().trials().speech());
    json.writeStringField("trials", one.accuracy().trials().sha256());
    json.writeNumberField("audio_ms", speed.work().audioMs());
    place(one.place());
    json.writeStringField("standing", Standing.of(speed).label());
    number("eer", one.accuracy().eer().value());
    number("eer_low", one.accuracy().eer().low());
    number("eer_high", one.accuracy().eer().high());
    number("rtf", speed.rtf().rtf());
    number("rtf_low", speed.rtf().low());
    number("rtf_high", speed.rtf().high());
    json.writeEndObject();
  }

  private void place(Optional<Pareto.Place> place) throws IOException {
    json.writeStringField(
        "place",
        place
            .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .orElse("alone"));
    json.writeStringField(
        "place_text", place.map(Pareto.Place::label).orElse("no other to compare it with"));
    json.writeBooleanField("front", place.filter(Pareto.Place::frontByFigures).isPresent());
    json.writeBooleanField("shown", place.filter(Pareto.Place::shown).isPresent());
  }

  /** Null where it is not known. */
  private void number(String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
