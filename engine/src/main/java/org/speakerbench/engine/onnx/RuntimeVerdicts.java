package org.speakerbench.engine.onnx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.PluginDialect;
import org.speakerbench.engine.provider.Provider;

/**
 * Which releases of ONNX Runtime and providers computed which forms of graphs right: what the
 * command {@code matrix} found, the first columns of {@code reports/runtime-matrix.csv}. A model is
 * judged by those whose structure it shares, whatever its name: with average pooling that reaches
 * over the end, of which the matrix has a portable form, or without.
 */
final class RuntimeVerdicts {
  private static final String RESOURCE = "runtime-verdicts.csv";
  private static final String PORTABLE = " (portable)";
  private static final String TUNED = " (tuned)";
  private static final String SAFE = "safe";
  private static final String UNAVAILABLE = "unavailable";

  /** Words of an exporter whose files hold something else than float32 and standard operators. */
  private static final Set<String> OTHER_FILES =
      Set.of("int8", "float16", "with operators of ONNX Runtime");

  private record Row(
      String version,
      String provider,
      String precision,
      String model,
      String exporter,
      String verdict) {

    static Row parse(String line) {
      String[] cells = line.split(",", -1);
      return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }

    /** The model without its form. */
    String base() {
      return model.replace(PORTABLE, "").replace(TUNED, "");
    }

    boolean isStandard() {
      return OTHER_FILES.stream().noneMatch(exporter::contains);
    }
  }

  private final List<Row> rows;
  private final Set<String> pooling;

  private RuntimeVerdicts(List<Row> rows) {
    this.rows = rows;
    pooling =
        rows.stream()
            .filter(row -> row.model().endsWith(PORTABLE))
            .map(Row::base)
            .collect(Collectors.toSet());
  }

  /** What this version of the engine knows. */
  static RuntimeVerdicts load() {
    try (InputStream in = RuntimeVerdicts.class.getResourceAsStream(RESOURCE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parse(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of lines of a CSV, the first of which is the header. */
  static RuntimeVerdicts parse(List<String> lines) {
    return new RuntimeVerdicts(lines.stream().skip(1).map(Row::parse).toList());
  }

  /**
   * Why a combination must not be chosen without being asked for, one clause; empty if all that is
   * known of it is that it is safe.
   *
   * @param version of ONNX Runtime
   * @param pools whether the model has pooling that reaches over the end
   */
  Optional<String> refusal(String version, Provider provider, GraphForm form, boolean pools) {
    String name =
        provider.isPlugin()
            ? PluginDevice.of(provider).dialect() == PluginDialect.OPENVINO ? "openvino" : null
            : provider.name();
    return refusal(version, name, provider.precision(), form, pools);
  }

  Optional<String> refusal(
      String version, String provider, ComputePrecision precision, GraphForm form, boolean pools) {
    List<Row> known =
        rows.stream()
            .filter(row -> row.version().equals(version))
            .filter(row -> row.provider().equals(provider))
            .filter(row -> row.precision().equals(precision.toString()))
            .filter(row -> !row.verdict().equals(UNAVAILABLE))
            .filter(Row::isStandard)
            .filter(row -> pooling.contains(row.base()) == pools)
            .filter(row -> mark(form, pools).equals(row.model().substring(row.base().length())))
            .toList();
    if (known.isEmpty()) {
      return Optional.of("the matrix has no verdict of it");
    }
    return known.stream()
        .filter(row -> !row.verdict().equals(SAFE))
        .findFirst()
        .map(row -> "the matrix found " + row.model() + " " + row.verdict());
  }

  /** What is run on a plugin of a model that pools over the end is its portable form. */
  private static String mark(GraphForm form, boolean pools) {
    return form == GraphForm.TUNED ? TUNED : pools ? PORTABLE : "";
  }
}
