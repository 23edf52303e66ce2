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

/** The processor, from {@code /proc/cpuinfo}, and from {@code /sys} what that does not tell. */
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
    facts.put("family_model_stepping", signature(info));
    facts.put("microcode", info.fact("microcode", text -> text));
    facts.put(
        "sockets",
        Fact.firstKnown(count(info, "physical id", CpuFacts::sockets), CpuTopology.sockets(files)));
    facts.put(
        "cores",
        Fact.firstKnown(count(info, "core id", CpuFacts::cores), CpuTopology.cores(files)));
    facts.put(
        "logical_cpus",
        Fact.of(Runtime.getRuntime().availableProcessors(), "Runtime.availableProcessors()"));
    facts.putAll(CpuTopology.collect(files));
    facts.putAll(CacheFacts.collect(files));
    facts.put("mhz", info.fact("cpu MHz", Double::valueOf));
    facts.putAll(FrequencyFacts.collect(files));
    Fact flags = flags(info);
    facts.put(
        "isa_flags",
        flags.value() == null ? flags : Fact.of(isa(list(flags).toList()), flags.source()));
    facts.put("hypervisor", flags.value() == null ? flags : hypervisor(flags));
    facts.put("hypervisor_name", Virtualisation.hypervisor(files));
    facts.put("platform", Virtualisation.platform(files));
    return facts;
  }

  /** What identifies a design and its revision: one name covers several. */
  private static Fact signature(SystemFiles.Lines info) {
    Fact family = info.fact("cpu family", Long::valueOf);
    Fact model = info.fact("model\t", Long::valueOf);
    Fact stepping = info.fact("stepping", Long::valueOf);
    return Stream.of(family, model, stepping)
        .filter(fact -> fact.value() == null)
        .findFirst()
        .orElseGet(
            () ->
                Fact.of(
                    family.value() + "/" + model.value() + "/" + stepping.value(),
                    FILE + ": cpu family, model, stepping"));
  }

  /** {@code flags} on x86, {@code Features} on ARM. */
  private static Fact flags(SystemFiles.Lines info) {
    String key = info.value("flags").isPresent() ? "flags" : "Features";
    return info.fact(key, text -> Arrays.asList(text.split(" ")));
  }

  /** Those of the flags that matter here, sorted. */
  static List<String> isa(List<String> flags) {
    return flags.stream()
        .map(flag -> flag.toLowerCase(Locale.ROOT))
        .filter(flag -> ISA.matcher(flag).matches())
        .sorted()
        .toList();
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

  /**
   * Short name for folders, for example {@code intel-xeon-platinum-8163-avx512}: hypervisors hide
   * the design of a processor, but not what it can.
   */
  static String label(Fact model, Fact isaFlags) {
    String isa = isaFlags.value() == null ? "" : isaLabel(list(isaFlags).toList());
    return label(model) + (isa.isEmpty() ? "" : "-" + isa);
  }

  /** The widest vectors, and what multiplies int8 or bfloat16 by itself. */
  private static String isaLabel(List<String> flags) {
    String vectors =
        Stream.of("avx512f", "avx2", "avx", "sve")
            .filter(flags::contains)
            .findFirst()
            .map(flag -> flag.equals("avx512f") ? "avx512" : flag)
            .orElse("");
    String products =
        flags.contains("amx_tile")
            ? "amx"
            : flags.contains("avx512_vnni") || flags.contains("avx_vnni") ? "vnni" : "";
    return Stream.of(vectors, products)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("-"));
  }

  private static String label(Fact model) {
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
