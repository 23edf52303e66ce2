package org.speakerbench.bench.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.ModelFacts;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Facts in groups: {@code cpu}, {@code memory}, {@code os}, {@code jvm}, {@code onnxruntime},
 * {@code jmh}, {@code speakerbench}, {@code git}, {@code load}, {@code models}. Facts that this
 * system does not have are there too, with the reason.
 */
public final class Environment {
  private static final String LOAD = "/proc/loadavg";

  private final SystemFiles files;
  private final Map<String, Map<String, Fact>> groups = new LinkedHashMap<>();

  private Environment(SystemFiles files) {
    this.files = files;
  }

  /** Facts that were read back. */
  public static Environment of(Map<String, Map<String, Fact>> groups) {
    Environment environment = new Environment(SystemFiles.MACHINE);
    environment.groups.putAll(groups);
    return environment;
  }

  /** Facts of this machine; the load is that of now. */
  public static Environment collect(SessionSettings session, List<ModelFacts> models) {
    return collect(SystemFiles.MACHINE, session, models);
  }

  static Environment collect(SystemFiles files, SessionSettings session, List<ModelFacts> models) {
    Environment environment = new Environment(files);
    Map<String, Map<String, Fact>> groups = environment.groups;
    groups.put("cpu", CpuFacts.collect(files));
    groups.put(
        "memory",
        Map.of(
            "total_kib",
            files
                .lines("/proc/meminfo")
                .fact("MemTotal", text -> Long.valueOf(text.replace(" kB", "")))));
    groups.put("os", environment.os());
    groups.put("jvm", SoftwareFacts.jvm());
    groups.put("onnxruntime", SoftwareFacts.onnxRuntime(session));
    groups.put("jmh", Map.of("version", SoftwareFacts.jmhVersion()));
    groups.put("speakerbench", Map.of("version", SoftwareFacts.speakerbenchVersion()));
    groups.put("git", SoftwareFacts.git());
    groups.put("load", new LinkedHashMap<>());
    groups.get("load").put("before", environment.load());
    groups.get("load").put("after", Fact.unavailable("the run did not end"));
    groups.put("models", models(models));
    return environment;
  }

  private Map<String, Fact> os() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put(
        "name", files.lines("/etc/os-release").fact("PRETTY_NAME", text -> text.replace("\"", "")));
    facts.put("kernel", files.lines("/proc/sys/kernel/osrelease").firstLine(text -> text));
    facts.put("family", Fact.of(System.getProperty("os.name"), "system property os.name"));
    facts.put("arch", Fact.of(System.getProperty("os.arch"), "system property os.arch"));
    return facts;
  }

  private static Map<String, Fact> models(List<ModelFacts> models) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    for (ModelFacts model : models) {
      facts.put(model.name() + " graph_sha256", Fact.of(model.sha256(), "hash of the ONNX file"));
      facts.put(
          model.name() + " weights_sha256",
          model.synthetic()
              ? Fact.of(Zoo.model(model.name()).weightsSha256(), "weight recipe of the zoo")
              : Fact.unavailable("external data of a model file is not looked for"));
    }
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
    groups.get("load").put("after", load());
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

  /** Short name of the machine's processor for folders; never the host's name. */
  public String label() {
    return CpuFacts.label(fact("cpu", "model"));
  }
}
