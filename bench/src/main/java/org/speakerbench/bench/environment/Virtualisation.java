package org.speakerbench.bench.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Which hypervisor and which container are around this process, as far as they can be seen. */
final class Virtualisation {
  private static final String XEN = "/sys/hypervisor/type";
  private static final String CLOCKS =
      "/sys/devices/system/clocksource/clocksource0/available_clocksource";
  private static final String DMI = "/sys/class/dmi/id/";

  /** Clocks that a hypervisor offers, and names that it gives its machines. */
  private static final Map<String, String> CLOCK_OF =
      ordered("kvm-clock", "KVM", "hyperv", "Hyper-V", "xen", "Xen");

  private static final Map<String, String> PLATFORM_OF =
      ordered(
          "VMware",
          "VMware",
          "VirtualBox",
          "VirtualBox",
          "Parallels",
          "Parallels",
          "QEMU",
          "QEMU",
          "Microsoft Corporation Virtual Machine",
          "Hyper-V",
          "Xen",
          "Xen",
          "KVM",
          "KVM");

  private static final Map<String, String> GROUP_OF =
      ordered("kubepods", "Kubernetes", "libpod", "Podman", "docker", "Docker", "lxc", "LXC");

  private Virtualisation() {}

  static Fact hypervisor(SystemFiles files) {
    return Fact.firstKnown(
        files.lines(XEN).firstLine(text -> text),
        files.lines(CLOCKS).firstLine(clocks -> name(clocks, CLOCK_OF)),
        named(platform(files)));
  }

  private static Fact named(Fact platform) {
    if (platform.value() == null) {
      return platform;
    }
    String name = named(platform.value().toString(), PLATFORM_OF);
    return name == null
        ? Fact.unavailable(platform.source() + " names none that is known")
        : Fact.of(name, platform.source());
  }

  /** Maker and product of the machine, real or virtual; no serial number. */
  static Fact platform(SystemFiles files) {
    Fact vendor = files.lines(DMI + "sys_vendor").firstLine(text -> text);
    Fact product = files.lines(DMI + "product_name").firstLine(text -> text);
    if (vendor.value() == null || product.value() == null) {
      return vendor.value() == null ? vendor : product;
    }
    return Fact.of(vendor.value() + " " + product.value(), DMI + "sys_vendor, product_name");
  }

  /** The kind of container; {@code none} if nothing tells of one. */
  static Fact container(SystemFiles files) {
    if (files.exists("/run/.containerenv")) {
      return Fact.of("Podman", "/run/.containerenv");
    }
    String groups =
        files.lines("/proc/self/cgroup").lines().stream().collect(Collectors.joining(" "));
    String group = named(groups, GROUP_OF);
    if (group != null) {
      return Fact.of(group, "/proc/self/cgroup");
    }
    if (files.exists("/.dockerenv")) {
      return Fact.of("Docker", "/.dockerenv");
    }
    return files.exists("/proc/self/cgroup")
        ? Fact.of("none", "neither /.dockerenv nor /run/.containerenv, none in /proc/self/cgroup")
        : Fact.unavailable("/proc/self/cgroup does not exist");
  }

  private static String name(String text, Map<String, String> names) {
    String name = named(text, names);
    if (name == null) {
      throw new IllegalArgumentException(text);
    }
    return name;
  }

  private static String named(String text, Map<String, String> names) {
    return names.entrySet().stream()
        .filter(entry -> text.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
