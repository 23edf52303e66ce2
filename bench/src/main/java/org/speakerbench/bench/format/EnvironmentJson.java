package org.speakerbench.bench.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * The format of {@code environment.json}, version 1: groups of facts, each {@code {"value": ...,
 * "source": ...}} or {@code {"unavailable": reason}}.
 */
public final class EnvironmentJson {
  /** Name of the file in a report folder. */
  public static final String FILE = "environment.json";

  static final String SCHEMA = "speakerbench-environment/1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private EnvironmentJson() {}

  /** Name of the file of one of the runs in a merged report, from 1. */
  public static String ofRun(int number) {
    return FILE.replace(".", "-" + number + ".");
  }

  /** The whole file. */
  public static String text(String runId, Environment environment) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA).put("run_id", runId);
    for (Map.Entry<String, Map<String, Fact>> group : environment.groups().entrySet()) {
      ObjectNode node = root.putObject(group.getKey());
      group.getValue().forEach((name, fact) -> node.set(name, fact(fact)));
    }
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain values is JSON", e);
    }
  }

  private static ObjectNode fact(Fact fact) {
    ObjectNode node = JSON.createObjectNode();
    if (fact.unavailable() != null) {
      return node.put("unavailable", fact.unavailable());
    }
    node.set("value", JSON.valueToTree(fact.value()));
    return node.put("source", fact.source());
  }

  /**
   * Reads a file that {@link #text} wrote; written again it has the same bytes.
   *
   * @throws SpeakerbenchException if it is something else, damaged, or of another version
   */
  public static Environment read(Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new SpeakerbenchException(
          file + ": found broken JSON, expected all of it (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          file + ": cannot be read, expected a file of a report folder (" + Reasons.of(e) + ")", e);
    }
    String schema = root.path("schema").asText("nothing");
    if (!schema.equals(SCHEMA)) {
      throw new SpeakerbenchException(file + ": found schema " + schema + ", expected " + SCHEMA);
    }
    Map<String, Map<String, Fact>> groups = new LinkedHashMap<>();
    root.properties()
        .forEach(
            group -> {
              if (group.getValue().isObject()) {
                Map<String, Fact> facts = new LinkedHashMap<>();
                group.getValue().properties().forEach(f -> facts.put(f.getKey(), read(f, file)));
                groups.put(group.getKey(), facts);
              }
            });
    return Environment.of(groups);
  }

  private static Fact read(Map.Entry<String, JsonNode> named, Path file) {
    JsonNode node = named.getValue();
    if (node.has("unavailable")) {
      return Fact.unavailable(node.get("unavailable").asText());
    }
    if (!node.has("value") || !node.has("source")) {
      throw new SpeakerbenchException(
          file + ": found neither value nor reason of " + named.getKey() + ", expected one");
    }
    return Fact.of(JSON.convertValue(node.get("value"), Object.class), node.get("source").asText());
  }
}
