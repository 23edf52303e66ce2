package org.speakerbench.bench.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.ProcessorCache;

/**
 * OSHI, which asks macOS and Windows. On Linux it reads the same files as we do: it only names ARM
 * processors there. It needs native code; where that does not load, it tells nothing.
 */
final class OshiLibrary implements Library {
  private static final Map<String, Function<SystemInfo, Object>> LINUX =
      Map.of(
          "cpu.model",
          info -> info.getHardware().getProcessor().getProcessorIdentifier().getName());

  private static final Map<String, Function<SystemInfo, Object>> OTHERS =
      Map.ofEntries(
          Map.entry("cpu.model", LINUX.get("cpu.model")),
          Map.entry(
              "cpu.sockets",
              info -> positive(info.getHardware().getProcessor().getPhysicalPackageCount())),
          Map.entry(
              "cpu.cores",
              info -> positive(info.getHardware().getProcessor().getPhysicalProcessorCount())),
          Map.entry("cpu.mhz_max", info -> mhz(info.getHardware().getProcessor().getMaxFreq())),
          Map.entry("cpu.mhz", info -> mhz(info.getHardware().getProcessor().getCurrentFreq()[0])),
          Map.entry("cpu.isa_flags", OshiLibrary::isa),
          Map.entry("cpu.l1d_kib", info -> kib(info, 1, ProcessorCache.Type.DATA)),
          Map.entry("cpu.l1i_kib", info -> kib(info, 1, ProcessorCache.Type.INSTRUCTION)),
          Map.entry("cpu.l2_kib", info -> kib(info, 2, ProcessorCache.Type.UNIFIED)),
          Map.entry("cpu.l3_kib", info -> kib(info, 3, ProcessorCache.Type.UNIFIED)),
          Map.entry(
              "memory.total_kib",
              info -> positive(info.getHardware().getMemory().getTotal() / 1024)),
          Map.entry("os.name", info -> info.getOperatingSystem().toString()),
          Map.entry("os.kernel", info -> info.getOperatingSystem().getVersionInfo().toString()),
          Map.entry("load.before", OshiLibrary::load),
          Map.entry("load.after", OshiLibrary::load));

  private final Map<String, Function<SystemInfo, Object>> known;

  private OshiLibrary(Map<String, Function<SystemInfo, Object>> known) {
    this.known = known;
  }

  /** The library as this system needs it. */
  static Library forThisSystem() {
    return new OshiLibrary(System.getProperty("os.name").startsWith("Linux") ? LINUX : OTHERS);
  }

  /** All that it can tell, as other systems need it. */
  static Library everything() {
    return new OshiLibrary(OTHERS);
  }

  @Override
  public Optional<Fact> fact(String group, String name) {
    Function<SystemInfo, Object> ask = known.get(group + "." + name);
    if (ask == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(ask.apply(new SystemInfo()))
          .filter(value -> !value.toString().isBlank())
          .map(value -> Fact.of(value, "OSHI"));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty(); // a fact is never worth a run
    }
  }

  /** OSHI says 0 or -1 for what it does not know. */
  private static Object positive(long value) {
    return value > 0 ? value : null;
  }

  /** Lines such as {@code machdep.cpu.features: SSE4.2 AVX2 FMA}. */
  private static Object isa(SystemInfo info) {
    List<String> flags =
        CpuFacts.isa(
            info.getHardware().getProcessor().getFeatureFlags().stream()
                .flatMap(line -> Arrays.stream(line.split("[\\s:]+")))
                .distinct()
                .toList());
    return flags.isEmpty() ? null : flags;
  }

  private static Object mhz(long hz) {
    return hz > 0 ? hz / 1e6 : null;
  }

  private static Object kib(SystemInfo info, int level, ProcessorCache.Type type) {
    return info.getHardware().getProcessor().getProcessorCaches().stream()
        .filter(cache -> cache.getLevel() == level && cache.getType() == type)
        .map(cache -> positive(cache.getCacheSize() / 1024))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Object load(SystemInfo info) {
    double[] averages = info.getHardware().getProcessor().getSystemLoadAverage(3);
    return Arrays.stream(averages).allMatch(average -> average >= 0)
        ? Arrays.stream(averages)
            .mapToObj(average -> String.format(Locale.ROOT, "%.2f", average))
            .collect(Collectors.joining(" "))
        : null;
  }
}
