package org.speakerbench.bench.environment;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processor, from {@code /proc/cpuinfo}. */
final class CpuFacts {
  /** Instruction sets that change the speed or the last bits of these models. */
  private static final Pattern ISA =
      Pattern.compile("sse4_2|fma|f16c|avx.*|amx.*|neon|asimd.*|sve.*|bf16|i8mm");

  private static final String FILE = "/proc/cpuinfo";

  private CpuFacts() {}

  static Map<String, Fact> collect(SystemFiles files) {
    SystemFiles.Lines info = files.lines(FILE);
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("model", info.fact("model name", text -> text));
    facts.put("sockets", count(info, "physical id", CpuFacts::sockets));
    facts.put("cores", count(info, "core id", CpuFacts::cores));
    facts.put(
        "logical_cpus",
        Fact.of(Runtime.getRuntime().availableProcessors(), "Runtime.availableProcessors()"));
    facts.put("mhz", info.fact("cpu MHz", Double::valueOf));
    Fact flags = flags(info);
    facts.put("isa_flags", flags.value() == null ? flags : isa(flags));
    facts.put("hypervisor", flags.value() == null ? flags : hypervisor(flags));
    return facts;
  }

  /** {@code flags} on x86, {@code Features} on ARM. */
  private static Fact flags(SystemFiles.Lines info) {
    String key = info.value("flags").isPresent() ? "flags" : "Features";
    return info.fact(key, text -> Arrays.asList(text.split(" ")));
  }

  private static Fact isa(Fact flags) {
    return Fact.of(
        list(flags).filter(flag -> ISA.matcher(flag).matches()).sorted().toList(), flags.source());
  }

  /** x86 processors tell a guest that it is one. */
  private static Fact hypervisor(Fact flags) {
    return flags.source().endsWith("flags")
        ? Fact.of(list(flags).anyMatch("hypervisor"::equals), flags.source() + " hypervisor")
        : Fact.unavailable(FILE + " does not tell on this architecture");
  }

  private static Stream<String> list(Fact flags) {
    return ((List<?>) flags.value()).stream().map(Object::toString);
  }

  private static Fact count(
      SystemFiles.Lines info, String key, Function<List<String>, Set<String>> distinct) {
    Fact present = info.fact(key, text -> text);
    return present.value() == null
        ? present
        : Fact.of(distinct.apply(info.lines()).size(), present.source() + ", distinct");
  }

  private static Set<String> sockets(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("physical id"))
        .collect(Collectors.toSet());
  }

  /** A core is a core id on a socket, whose line comes first. */
  private static Set<String> cores(List<String> lines) {
    Set<String> cores = new HashSet<>();
    String socket = "";
    for (String line : lines) {
      if (line.startsWith("physical id")) {
        socket = line;
      } else if (line.startsWith("core id")) {
        cores.add(socket + line);
      }
    }
    return cores;
  }

  /** Short name for folders, for example {@code intel-xeon-platinum-8163}. */
  static String label(Fact model) {
    String slug =
        model
            .text()
            .orElse("unknown-" + System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT)
            .replaceAll("@.*", "")
            .replaceAll("\\((r|tm)\\)", "")
            .replaceAll("\\b(cpu|processor)\\b", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return slug.isEmpty() ? "unknown" : slug;
  }
}
