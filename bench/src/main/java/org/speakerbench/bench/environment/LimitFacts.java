package org.speakerbench.bench.environment;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** How much of the machine this process may use. */
final class LimitFacts {
  private static final String NONE = "none";

  /** Version 1 writes the largest number of pages where there is no limit. */
  private static final double UNLIMITED_BYTES = 1L << 62;

  private LimitFacts() {}

  static Map<String, Fact> cgroup(SystemFiles files) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    Fact none = Fact.unavailable("no cgroup is mounted, or /proc/self/cgroup does not exist");
    Optional<Cgroup> cpu = Cgroup.of(files, "cpu");
    facts.put(
        "version", cpu.map(group -> Fact.of(group.version(), "/proc/self/cgroup")).orElse(none));
    facts.put("quota_cpus", cpu.map(LimitFacts::quota).orElse(none));
    facts.put("cpuset", Cgroup.of(files, "cpuset").map(LimitFacts::cpuset).orElse(none));
    facts.put(
        "memory_limit_bytes", Cgroup.of(files, "memory").map(LimitFacts::memory).orElse(none));
    return facts;
  }

  static Map<String, Fact> process(SystemFiles files) {
    SystemFiles.Lines status = files.lines("/proc/self/status");
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("affinity_cpus", status.fact("Cpus_allowed_list", text -> text));
    facts.put("affinity_numa_nodes", status.fact("Mems_allowed_list", text -> text));
    facts.put("usable_cpus", UsableCpus.read(files).fact());
    return facts;
  }

  /** The tightest quota of the groups, in CPUs; empty for none. */
  static OptionalDouble quotaCpus(SystemFiles files) {
    return Cgroup.of(files, "cpu").stream()
        .flatMap(group -> group.folders().stream().map(folder -> quota(group, folder)))
        .flatMapToDouble(OptionalDouble::stream)
        .min();
  }

  /** CPU time so far of the group that has the tightest quota, ms; empty without one. */
  static OptionalDouble usageUnderQuotaMs(Cgroup group) {
    return group.folders().stream()
        .filter(folder -> quota(group, folder).isPresent())
        .min(Comparator.comparingDouble(folder -> quota(group, folder).getAsDouble()))
        .map(folder -> usageMs(group, folder))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble usageMs(Cgroup group, String folder) {
    if (group.version() == 2) {
      OptionalDouble us = group.files().lines(folder + "/cpu.stat").number("usage_usec");
      return us.isPresent() ? OptionalDouble.of(us.getAsDouble() / 1e3) : us;
    }
    String ns = first(group, folder, "cpuacct.usage"); // mostly mounted together with cpu
    return ns.matches("\\d{1,18}")
        ? OptionalDouble.of(Double.parseDouble(ns) / 1e6)
        : OptionalDouble.empty();
  }

  private static Fact quota(Cgroup group) {
    return tightest(
        group,
        "cpu.stat",
        group.version() == 1 ? "cpu.cfs_quota_us" : "cpu.max",
        folder -> quota(group, folder));
  }

  private static OptionalDouble quota(Cgroup group, String folder) {
    if (group.version() == 1) {
      return quota(
          first(group, folder, "cpu.cfs_quota_us"), first(group, folder, "cpu.cfs_period_us"));
    }
    String[] words = first(group, folder, "cpu.max").split(" ", 2);
    return quota(words[0], words[words.length - 1]);
  }

  private static OptionalDouble quota(String quotaUs, String periodUs) {
    return quotaUs.matches("\\d{1,15}") && periodUs.matches("[1-9]\\d{0,14}")
        ? OptionalDouble.of(Double.parseDouble(quotaUs) / Double.parseDouble(periodUs))
        : OptionalDouble.empty();
  }

  private static Fact memory(Cgroup group) {
    String file = group.version() == 1 ? "memory.limit_in_bytes" : "memory.max";
    return tightest(
        group,
        group.version() == 1 ? file : "memory.stat",
        file,
        folder ->
            Stream.of(first(group, folder, file))
                .filter(text -> text.matches("\\d{1,19}"))
                .mapToDouble(Double::parseDouble)
                .filter(bytes -> bytes < UNLIMITED_BYTES)
                .findFirst());
  }

  /** The least limit of the groups that exist, which a file that each of them has shows. */
  private static Fact tightest(
      Cgroup group, String present, String file, Function<String, OptionalDouble> limit) {
    List<String> seen =
        group.folders().stream()
            .filter(folder -> group.files().exists(folder + "/" + present))
            .toList();
    if (seen.isEmpty()) {
      return Fact.unavailable("the cgroup of this process is not visible");
    }
    OptionalDouble least = seen.stream().map(limit).flatMapToDouble(OptionalDouble::stream).min();
    return Fact.of(
        least.isPresent() ? (Object) least.getAsDouble() : NONE,
        "cgroup v" + group.version() + ": " + file);
  }

  private static Fact cpuset(Cgroup group) {
    String file = cpusetFile(group);
    return cpusetList(group)
        .map(text -> Fact.of(text, "cgroup v" + group.version() + ": " + file))
        .orElse(Fact.unavailable("no cgroup has " + file));
  }

  /** The CPUs of the cpuset, such as {@code 0-3,8}; empty if there is none. */
  static Optional<String> cpusetList(SystemFiles files) {
    return Cgroup.of(files, "cpuset").flatMap(LimitFacts::cpusetList);
  }

  private static Optional<String> cpusetList(Cgroup group) {
    return group.folders().stream()
        .map(folder -> first(group, folder, cpusetFile(group)))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static String cpusetFile(Cgroup group) {
    return group.version() == 1 ? "cpuset.effective_cpus" : "cpuset.cpus.effective";
  }

  private static String first(Cgroup group, String folder, String file) {
    return group.files().lines(folder + "/" + file).first().orElse("");
  }
}
