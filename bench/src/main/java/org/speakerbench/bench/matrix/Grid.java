package org.speakerbench.bench.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.bench.format.RuntimeRow;

/**
 * The rows as people look at them: releases across, models and what computes them down.
 *
 * @param versions all releases, the oldest first
 * @param lines one for each model, exporter and runtime
 */
record Grid(List<String> versions, List<Line> lines) {

  /**
   * A model by one provider in one precision.
   *
   * @param runtime for example {@code openvino bf16}
   * @param cells by release; not all need be there
   */
  record Line(String model, String exporter, String runtime, Map<String, RuntimeRow> cells) {
    Optional<RuntimeRow> at(String version) {
      return Optional.ofNullable(cells.get(version));
    }
  }

  /** What tells lines apart. */
  private record Key(String model, String exporter, String runtime) {}

  static Grid of(List<RuntimeRow> rows) {
    Map<String, Map<Key, Map<String, RuntimeRow>>> byModel = new LinkedHashMap<>();
    for (RuntimeRow row : rows) {
      byModel
          .computeIfAbsent(row.model() + "\n" + row.exporter(), model -> new LinkedHashMap<>())
          .computeIfAbsent(
              new Key(row.model(), row.exporter(), row.runtime()), key -> new LinkedHashMap<>())
          .put(row.version(), row);
    }
    List<Line> lines = new ArrayList<>();
    byModel
        .values()
        .forEach(
            runtimes ->
                runtimes.forEach(
                    (key, cells) ->
                        lines.add(new Line(key.model(), key.exporter(), key.runtime(), cells))));
    List<String> versions =
        rows.stream().map(RuntimeRow::version).distinct().sorted(Release.BY_VERSION).toList();
    return new Grid(versions, lines);
  }
}
