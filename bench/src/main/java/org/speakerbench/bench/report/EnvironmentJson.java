package org.speakerbench.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.speakerbench.bench.measure.environment.Environment;
import org.speakerbench.bench.measure.environment.Fact;

/**
 * The format of {@code environment.json}, version 1: groups of facts, each {@code {"value": ...,
 * "source": ...}} or {@code {"unavailable": reason}}.
 */
final class EnvironmentJson {
  static final String SCHEMA = "speakerbench-environment/1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private EnvironmentJson() {}

  static String text(String runId, Environment environment) {
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
}
