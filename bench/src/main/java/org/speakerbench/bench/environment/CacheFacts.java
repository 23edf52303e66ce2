package org.speakerbench.bench.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Caches of CPU 0, from {@code /sys/devices/system/cpu/cpu0/cache}: size, which CPUs share it, and
 * how many there are of its kind.
 */
final class CacheFacts {
  private static final String FOLDER = CpuTopology.CPUS + "/cpu0/cache";

  private CacheFacts() {}

  static Map<String, Fact> collect(SystemFiles files) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    for (String cache : List.of("l1d", "l1i", "l2", "l3")) {
      Optional<String> index = index(files, "cpu0", cache);
      facts.put(
          cache + "_kib",
          index
              .map(folder -> files.lines(folder + "/size").firstLine(CacheFacts::kib))
              .orElse(none(cache)));
      facts.put(
          cache + "_shared_by_cpus",
          index
              .map(folder -> files.lines(folder + "/shared_cpu_list").firstLine(text -> text))
              .orElse(none(cache)));
      facts.put(cache + "_caches", caches(files, cache));
    }
    return facts;
  }

  private static Fact none(String cache) {
    return Fact.unavailable(FOLDER + " has no " + cache);
  }

  private static Fact caches(SystemFiles files, String cache) {
    long count =
        CpuTopology.folders(files).stream()
            .map(folder -> folder.substring(folder.lastIndexOf('/') + 1))
            .flatMap(cpu -> index(files, cpu, cache).stream())
            .flatMap(folder -> files.lines(folder + "/shared_cpu_list").first().stream())
            .distinct()
            .count();
    return count == 0
        ? none(cache)
        : Fact.of((int) count, CpuTopology.CPUS + "/cpu*/cache/index*/shared_cpu_list, distinct");
  }

  /** Folder of a cache by its short name; a unified one has a level only. */
  private static Optional<String> index(SystemFiles files, String cpu, String cache) {
    String folder = CpuTopology.CPUS + "/" + cpu + "/cache";
    return files.names(folder).stream()
        .filter(name -> name.matches("index\\d+"))
        .map(name -> folder + "/" + name)
        .filter(index -> name(files, index).equals(cache))
        .findFirst();
  }

  private static String name(SystemFiles files, String index) {
    String type = files.lines(index + "/type").first().orElse("").toLowerCase(Locale.ROOT);
    String suffix =
        switch (type) {
          case "data" -> "d";
          case "instruction" -> "i";
          default -> "";
        };
    return "l" + files.lines(index + "/level").first().orElse("") + suffix;
  }

  private static Object kib(String size) {
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return switch (size.charAt(size.length() - 1)) {
      case 'K' -> number;
      case 'M' -> number * 1024;
      default -> throw new IllegalArgumentException(size);
    };
  }
}
