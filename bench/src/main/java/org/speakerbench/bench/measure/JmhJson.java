package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.speakerbench.engine.internal.AtomicFile;

/** {@code jmh.json}: JMH's own result, the forks of each cell joined. */
final class JmhJson {
  private final String clipName;
  private final Map<Cell, List<RunResult>> forks = new LinkedHashMap<>();

  /** A result in which the clip is called by this name. */
  JmhJson(String clipName) {
    this.clipName = clipName;
  }

  void add(Cell cell, RunResult fork) {
    forks.computeIfAbsent(cell, c -> new ArrayList<>()).add(fork);
  }

  private Map<String, String> names(Cell cell) {
    Map<String, String> names = new HashMap<>();
    names.put("clip", clipName);
    names.put("model", cell.work().model());
    if (cell.model() != null) {
      names.put("provider", cell.model().provider().name());
      if (cell.model().formOf() != null) {
        names.put("formOf", cell.model().formOf().name());
      }
    }
    return names;
  }

  /** Writes all forks so far. */
  void write(Path file) throws IOException {
    List<RunResult> joined = new ArrayList<>();
    forks.forEach((cell, results) -> joined.add(ForkJoiner.join(results, names(cell))));
    AtomicFile.write(
        file,
        out -> {
          PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8);
          ResultFormatFactory.getInstance(ResultFormatType.JSON, print).writeOut(joined);
          print.flush();
        });
  }
}
