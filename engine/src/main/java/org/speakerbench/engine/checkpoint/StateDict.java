package org.speakerbench.engine.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;

/** The dictionary of tensors in what a file holds. */
final class StateDict {
  /** Where training programs put it. */
  private static final List<String> BELOW = List.of("state_dict", "model", "embedding_model");

  /** Deeper than any of them. */
  private static final int MAX_DEPTH = 4;

  /** What DataParallel puts before each name. */
  private static final String PARALLEL = "module.";

  private StateDict() {}

  /**
   * Its tensors, in its order.
   *
   * @param root what the pickle holds
   */
  static Map<String, StateTensor> of(Object root, Path file) {
    if (!(root instanceof Map<?, ?> map)) {
      throw new SpeakerbenchException(
          file + ": found " + Values.describe(root) + ", expected a dictionary of tensors");
    }
    return named(find(map, file, 0), file);
  }

  /** Entries below one of the known keys win: beside them stand tensors that are no weights. */
  private static Map<?, ?> find(Map<?, ?> map, Path file, int depth) {
    List<String> keys =
        BELOW.stream()
            .filter(key -> map.get(key) instanceof Map<?, ?> below && !below.isEmpty())
            .toList();
    if (keys.size() > 1) {
      throw new SpeakerbenchException(
          file
              + ": found dictionaries below "
              + String.join(" and ", keys)
              + ", expected one of them: save it alone with torch.save in Python");
    }
    if (keys.size() == 1 && depth < MAX_DEPTH) {
      return find((Map<?, ?>) map.get(keys.get(0)), file, depth + 1);
    }
    if (map.values().stream().noneMatch(View.class::isInstance)) {
      throw new SpeakerbenchException(
          file
              + ": found "
              + (map.isEmpty()
                  ? "an empty dictionary"
                  : "a dictionary without tensors, of " + names(map))
              + ", expected tensors, or a dictionary of them below one of "
              + String.join(", ", BELOW));
    }
    return map;
  }

  private static String names(Map<?, ?> map) {
    int shown = 5;
    return map.keySet().stream()
            .limit(shown)
            .map(key -> Shown.of(String.valueOf(key)))
            .collect(Collectors.joining(", "))
        + (map.size() > shown ? " and " + (map.size() - shown) + " more" : "");
  }

  private static Map<String, StateTensor> named(Map<?, ?> map, Path file) {
    Map<String, View> views = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof View view)) {
        throw new SpeakerbenchException(
            file
                + ": found "
                + Values.describe(entry.getValue())
                + " named "
                + Shown.of(String.valueOf(entry.getKey()))
                + " among the tensors, expected tensors alone");
      }
      views.put(name, view);
    }
    int prefix = 0;
    while (startWith(views, PARALLEL, prefix)) {
      prefix += PARALLEL.length();
    }
    Map<String, StateTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, View> entry : views.entrySet()) {
      String name = entry.getKey().substring(prefix);
      tensors.put(name, new StateTensor(name, entry.getValue()));
    }
    return Collections.unmodifiableMap(tensors);
  }

  private static boolean startWith(Map<String, View> views, String prefix, int from) {
    return views.keySet().stream().allMatch(name -> name.startsWith(prefix, from));
  }
}
