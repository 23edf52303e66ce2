package org.speakerbench.engine.convert;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.Zoo;

/**
 * How the exporter makes the tensors of a graph from a state dict; written by {@code
 * golden/python/import_map.py}.
 *
 * @param state names and shapes of all tensors of the state dict
 * @param copied tensors of the graph that are those of the same name
 * @param folded convolutions that hold the batch norm behind them
 */
record ImportMap(
    String schema,
    String key,
    Map<String, List<Long>> state,
    List<String> copied,
    List<Folded> folded) {

  static final String SCHEMA = "speakerbench-zoo-import/1";

  /**
   * A convolution with a batch norm folded into it.
   *
   * @param weight the graph's tensor of weights
   * @param bias the graph's tensor of biases
   * @param convolution in the state dict: its weights, and its biases if it has any
   * @param norm in the state dict: weight, bias, mean, variance
   * @param eps what is added to the variance
   */
  record Folded(
      String weight, String bias, List<String> convolution, List<String> norm, double eps) {}

  /** The map of an architecture of the zoo. */
  static ImportMap of(String key) {
    try {
      ImportMap map = new ObjectMapper().readValue(Zoo.importMap(key), ImportMap.class);
      if (!SCHEMA.equals(map.schema) || !key.equals(map.key)) {
        throw new SpeakerbenchException(
            "import map of "
                + key
                + ": found "
                + map.schema
                + " of "
                + map.key
                + ", expected "
                + SCHEMA
                + " of it");
      }
      return map;
    } catch (IOException e) {
      throw new SpeakerbenchException("import map of " + key + ": " + e.getMessage(), e);
    }
  }

  /** The tensors of the state dict that the graph is made of; batch norms count batches besides. */
  Set<String> used() {
    Set<String> used = new HashSet<>(copied);
    for (Folded fold : folded) {
      used.addAll(fold.convolution());
      used.addAll(fold.norm());
    }
    return used;
  }
}
