package org.speakerbench.bench.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * What ONNX Runtime's profiler wrote of a session: an array of events, each with its start and
 * duration in microseconds; those of nodes before the event of the run that they are of.
 *
 * @param nodes in the order in which they first ended
 * @param runUs of each run, as the session itself timed it
 */
record RuntimeProfile(List<RunNode> nodes, double[] runUs) {
  private static final String KERNEL = "_kernel_time";
  private static final String BLOCKED = "_nchwc";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the last runs of a profile.
   *
   * @param skipped how many runs to leave out in front
   * @param runs how many there are behind them
   * @throws SpeakerbenchException if the file has another number of runs, or runs of other nodes
   */
  static RuntimeProfile read(Path file, int skipped, int runs) throws IOException {
    Reader reader = new Reader(file, skipped, runs);
    try (MappingIterator<JsonNode> events =
        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (events.hasNextValue()) {
        reader.take(events.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new SpeakerbenchException(
          file.getFileName() + ": found no profile of ONNX Runtime: " + e.getOriginalMessage(), e);
    }
    return reader.profile();
  }

  /** Takes events one by one, as a profile of many runs is larger than a heap may be. */
  private static final class Reader {
    private final Path file;
    private final int skipped;
    private final int runs;
    private final Map<String, RunNode> nodes = new LinkedHashMap<>();
    private final Map<String, int[]> calls = new LinkedHashMap<>();
    private final List<Double> runUs = new ArrayList<>();

    /** Start and duration of nodes that ended and may be inside one that did not. */
    private final Deque<double[]> ended = new ArrayDeque<>();

    private Reader(Path file, int skipped, int runs) {
      this.file = file;
      this.skipped = skipped;
      this.runs = runs;
    }

    void take(JsonNode event) {
      String name = event.path("name").asText();
      if (name.equals("model_run")) {
        runUs.add(event.path("dur").asDouble());
        ended.clear();
      } else if (event.path("cat").asText().equals("Node") && name.endsWith(KERNEL)) {
        double own = own(event);
        if (runUs.size() >= skipped && runUs.size() < skipped + runs) {
          add(name.substring(0, name.length() - KERNEL.length()), event, own);
        }
      }
    }

    /** The event of an If or a Loop is around those of the nodes inside it. */
    private double own(JsonNode event) {
      double start = event.path("ts").asDouble();
      double us = event.path("dur").asDouble();
      double own = us;
      while (!ended.isEmpty() && ended.peek()[0] >= start) {
        own -= ended.pop()[1];
      }
      ended.push(new double[] {start, us});
      return Math.max(0, own);
    }

    private void add(String name, JsonNode event, double us) {
      JsonNode arguments = event.path("args");
      String key = name + "\n" + arguments.path("node_index").asText();
      int run = runUs.size() - skipped;
      RunNode node =
          nodes.computeIfAbsent(
              key,
              unused ->
                  new RunNode(name, operator(name, arguments), arguments, 0, new double[runs]));
      node.us()[run] += us;
      calls.computeIfAbsent(key, unused -> new int[runs])[run]++;
    }

    private static String operator(String name, JsonNode arguments) {
      String provider = arguments.path("provider").asText(RunNode.OWN_PROVIDER);
      if (!provider.equals(RunNode.OWN_PROVIDER)) {
        return provider; // the type is a number that it gave the part of the graph
      }
      String type = arguments.path("op_name").asText();
      return name.endsWith(BLOCKED) ? "nchwc " + type : type;
    }

    RuntimeProfile profile() {
      if (runUs.size() != skipped + runs) {
        throw new SpeakerbenchException(
            "the profile of ONNX Runtime: found "
                + runUs.size()
                + " runs, expected "
                + (skipped + runs)
                + ": it ends after a million events, so ask for fewer runs");
      }
      List<RunNode> counted = new ArrayList<>();
      nodes.forEach((key, node) -> counted.add(counted(node, calls.get(key))));
      double[] kept = new double[runs];
      for (int run = 0; run < runs; run++) {
        kept[run] = runUs.get(skipped + run);
      }
      return new RuntimeProfile(counted, kept);
    }

    private RunNode counted(RunNode node, int[] inRuns) {
      for (int count : inRuns) {
        if (count != inRuns[0]) {
          throw new SpeakerbenchException(
              file.getFileName()
                  + ": found node "
                  + node.name()
                  + " "
                  + count
                  + " times in one run and "
                  + inRuns[0]
                  + " times in another, expected runs that are alike");
        }
      }
      return new RunNode(node.name(), node.operator(), node.arguments(), inRuns[0], node.us());
    }
  }
}
