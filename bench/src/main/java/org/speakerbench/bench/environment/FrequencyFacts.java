package org.speakerbench.bench.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may change the clock of the CPUs, from {@code /sys/devices/system/cpu}. */
final class FrequencyFacts {
  private static final String CPUFREQ = CpuTopology.CPUS + "/cpu0/cpufreq/";
  private static final String GOVERNOR = "/cpufreq/scaling_governor";

  private FrequencyFacts() {}

  static Map<String, Fact> collect(SystemFiles files) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put(
        "mhz_max",
        files.lines(CPUFREQ + "cpuinfo_max_freq").firstLine(khz -> Long.parseLong(khz) / 1000.0));
    facts.put("governor", governor(files));
    facts.put("frequency_driver", files.lines(CPUFREQ + "scaling_driver").firstLine(t -> t));
    facts.put(
        "turbo",
        Fact.firstKnown(
            files.lines(CpuTopology.CPUS + "/intel_pstate/no_turbo").firstLine(text -> !bit(text)),
            files.lines(CpuTopology.CPUS + "/cpufreq/boost").firstLine(FrequencyFacts::bit)));
    return facts;
  }

  /** One for all CPUs, or those that occur. */
  private static Fact governor(SystemFiles files) {
    List<String> found =
        CpuTopology.folders(files).stream()
            .flatMap(cpu -> files.lines(cpu + GOVERNOR).first().stream())
            .distinct()
            .sorted()
            .toList();
    String source = CpuTopology.CPUS + "/cpu*" + GOVERNOR;
    return found.isEmpty()
        ? Fact.unavailable(source + " does not exist")
        : Fact.of(String.join(",", found), source);
  }

  static boolean bit(String text) {
    return switch (text) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
