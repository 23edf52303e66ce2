package org.speakerbench.engine.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.checkpoint.StateTensor;
import org.speakerbench.engine.zoo.Zoo;

/**
 * How far a state dict fits an architecture.
 *
 * @param missing tensors that the graph is made of and the state dict lacks
 * @param surplus tensors that the architecture lacks
 * @param misshapen tensors of another shape, with both
 * @param mistyped tensors of another type, with it
 */
record Fit(
    List<String> missing, List<String> surplus, List<String> misshapen, List<String> mistyped) {

  /** More names of a kind are counted: a message is to be read. */
  private static final int SHOWN = 25;

  static Fit of(ImportMap map, Map<String, StateTensor> tensors) {
    Fit fit = new Fit(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<String> used = map.used();
    map.state().forEach((name, shape) -> fit.compare(name, shape, tensors.get(name), used));
    tensors.keySet().stream()
        .filter(name -> !map.state().containsKey(name))
        .forEach(fit.surplus::add);
    return fit;
  }

  private void compare(String name, List<Long> shape, StateTensor tensor, Set<String> used) {
    if (tensor == null) {
      if (used.contains(name)) {
        missing.add(name);
      }
    } else if (!tensor.shape().equals(shape)) {
      misshapen.add(name + " " + tensor.shape() + " instead of " + shape);
    } else if (used.contains(name) && !tensor.isFloat()) {
      mistyped.add(name + " " + tensor.type() + " instead of float32, float16 or bfloat16");
    }
  }

  int faults() {
    return missing.size() + surplus.size() + misshapen.size() + mistyped.size();
  }

  /** Refuses what does not fit, with all that does not, and says what does. */
  static void require(ImportMap map, Path file, Map<String, StateTensor> tensors) {
    Fit fit = of(map, tensors);
    if (fit.faults() > 0) {
      throw new SpeakerbenchException(
          file
              + ": found a state dict that is not of "
              + map.key()
              + ": "
              + fit
              + "; expected all tensors of "
              + Zoo.model(map.key()).architecture()
              + " and no others"
              + others(map.key(), tensors));
    }
  }

  /** The architectures that a state dict fits, or the nearest. */
  private static String others(String asked, Map<String, StateTensor> tensors) {
    Map<String, Integer> faults = new LinkedHashMap<>();
    Zoo.keys().forEach(key -> faults.put(key, of(ImportMap.of(key), tensors).faults()));
    List<String> fitting = faults.keySet().stream().filter(key -> faults.get(key) == 0).toList();
    if (!fitting.isEmpty()) {
      return "; it fits " + String.join(", ", fitting);
    }
    String nearest =
        faults.keySet().stream()
            .min((a, b) -> Integer.compare(faults.get(a), faults.get(b)))
            .orElse(asked);
    return "; no architecture of the zoo fits, "
        + nearest
        + " is nearest: "
        + faults.get(nearest)
        + " tensors do not fit it";
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, "missing", missing);
    add(parts, "surplus", surplus);
    add(parts, "of another shape", misshapen);
    add(parts, "of another type", mistyped);
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String kind, List<String> names) {
    if (!names.isEmpty()) {
      int more = names.size() - SHOWN;
      parts.add(
          kind
              + ": "
              + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
              + (more > 0 ? " and " + more + " more" : ""));
    }
  }
}
