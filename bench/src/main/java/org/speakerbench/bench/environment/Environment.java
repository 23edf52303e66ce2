package org.speakerbench.bench.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * Facts in groups: {@code cpu}, {@code memory}, {@code os}, {@code cgroup}, {@code process}, {@code
 * jvm}, {@code onnxruntime}, {@code jmh}, {@code speakerbench}, {@code git}, {@code load}. Facts
 * that this system does not have are there too, with the reason. None names the host, its users, or
 * its folders.
 */
public final class Environment {
  private static final String LOAD = "/proc/loadavg";

  private final SystemFiles files;
  private final Library library;
  private final Map<String, Map<String, Fact>> groups = new LinkedHashMap<>();

  private Environment(SystemFiles files, Library library) {
    this.files = files;
    this.library = library;
  }

  /** Facts that were read back. */
  public static Environment of(Map<String, Map<String, Fact>> groups) {
    Environment environment = new Environment(SystemFiles.MACHINE, Library.NONE);
    environment.groups.putAll(groups);
    return environment;
  }

  /** Facts of this machine; the load is that of now. */
  public static Environment collect(SessionSettings session) {
    return collect(SystemFiles.MACHINE, OshiLibrary.forThisSystem(), session);
  }

  static Environment collect(SystemFiles files, Library library, SessionSettings session) {
    Environment environment = new Environment(files, library);
    Map<String, Map<String, Fact>> groups = environment.groups;
    groups.put("cpu", CpuFacts.collect(files));
    groups.put("memory", environment.memory());
    groups.put("os", environment.os());
    groups.put("cgroup", LimitFacts.cgroup(files));
    groups.put("process", LimitFacts.process(files));
    groups.put("jvm", SoftwareFacts.jvm());
    groups.put("onnxruntime", SoftwareFacts.onnxRuntime(files, session));
    groups.put("jmh", SoftwareFacts.jmh());
    groups.put("speakerbench", SoftwareFacts.speakerbench());
    groups.put("git", SoftwareFacts.git());
    groups.put("load", new LinkedHashMap<>());
    groups.get("load").put("before", environment.load());
    groups.forEach(
        (group, facts) -> facts.replaceAll((name, fact) -> environment.known(group, name, fact)));
    groups.get("load").put("after", Fact.unavailable("the run did not end"));
    return environment;
  }

  /** What no file tells may be known to the library. */
  private Fact known(String group, String name, Fact fact) {
    return fact.value() == null ? library.fact(group, name).orElse(fact) : fact;
  }

  private Map<String, Fact> memory() {
    SystemFiles.Lines info = files.lines("/proc/meminfo");
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("total_kib", info.fact("MemTotal", Environment::kib));
    facts.put("available_kib", info.fact("MemAvailable", Environment::kib));
    facts.put("swap_total_kib", info.fact("SwapTotal", Environment::kib));
    facts.put(
        "transparent_huge_pages",
        files.lines("/sys/kernel/mm/transparent_hugepage/enabled").firstLine(Environment::chosen));
    return facts;
  }

  private static Object kib(String text) {
    return Long.valueOf(text.replace(" kB", ""));
  }

  /** The word in brackets. */
  private static Object chosen(String text) {
    return text.substring(text.indexOf('[') + 1, text.indexOf(']'));
  }

  private Map<String, Fact> os() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put(
        "name", files.lines("/etc/os-release").fact("PRETTY_NAME", text -> text.replace("\"", "")));
    facts.put("kernel", files.lines("/proc/sys/kernel/osrelease").firstLine(text -> text));
    facts.put("family", Fact.of(System.getProperty("os.name"), "system property os.name"));
    facts.put("arch", Fact.of(System.getProperty("os.arch"), "system property os.arch"));
    facts.put("container", Virtualisation.container(files));
    return facts;
  }

  /** Load averages over 1, 5 and 15 minutes. */
  private Fact load() {
    return files
        .lines(LOAD)
        .firstLine(text -> String.join(" ", List.of(text.split(" ")).subList(0, 3)));
  }

  /** Takes the load after the run. */
  public void runEnded() {
    groups.get("load").put("after", known("load", "after", load()));
  }

  /** All facts by group and name. */
  public Map<String, Map<String, Fact>> groups() {
    return groups;
  }

  /** One fact; unavailable if there is none of this name. */
  public Fact fact(String group, String name) {
    Fact fact = groups.getOrDefault(group, Map.of()).get(name);
    return fact == null ? Fact.unavailable("not collected") : fact;
  }

  /** Adds a group of facts that others know. */
  public void put(String group, Map<String, Fact> facts) {
    groups.put(group, facts);
  }

  /**
   * Short name of the machine's processor and of what it computes with, for folders; never the
   * host's name.
   */
  public String label() {
    return CpuFacts.label(fact("cpu", "model"), fact("cpu", "isa_flags"));
  }
}
