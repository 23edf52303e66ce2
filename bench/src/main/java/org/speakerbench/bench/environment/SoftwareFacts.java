package org.speakerbench.bench.environment;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;

/** Versions of everything that runs, and its settings. */
final class SoftwareFacts {
  private static final String BUILD = "/org/speakerbench/bench/build.properties";
  private static final String JMH = "/jmh.properties";

  private SoftwareFacts() {}

  static Map<String, Fact> jvm() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    for (String key : new String[] {"java.vm.vendor", "java.vm.name", "java.vm.version"}) {
      facts.put(key.substring("java.vm.".length()), property(key));
    }
    facts.put("java_version", property("java.version"));
    facts.put(
        "flags",
        Fact.of(
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            "RuntimeMXBean.getInputArguments(), inherited by the forked JVMs"));
    return facts;
  }

  static Map<String, Fact> onnxRuntime(SessionSettings session) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("version", Fact.of(OnnxRuntime.version(), "OrtEnvironment.getVersion()"));
    facts.put("session_options", Fact.of(session.toString(), "SessionSettings"));
    return facts;
  }

  static Fact jmhVersion() {
    return recorded(JMH, "jmh.version");
  }

  static Fact speakerbenchVersion() {
    String version = SoftwareFacts.class.getPackage().getImplementationVersion();
    return version == null
        ? Fact.unavailable("run from classes, not from a jar with a manifest")
        : Fact.of(version, "manifest of the jar");
  }

  /** What the build recorded. */
  static Map<String, Fact> git() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("commit", recorded(BUILD, "git.commit.id.full"));
    facts.put("dirty", recorded(BUILD, "git.dirty"));
    return facts;
  }

  private static Fact recorded(String resource, String key) {
    Properties properties = new Properties();
    try (InputStream in = SoftwareFacts.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Fact.unavailable("there is no resource " + resource);
      }
      properties.load(in);
    } catch (IOException e) {
      return Fact.unavailable("resource " + resource + " cannot be read: " + e);
    }
    String value = properties.getProperty(key, "").strip();
    // A placeholder that the build did not fill is no value.
    return value.isEmpty() || value.startsWith("${") || value.startsWith("@")
        ? Fact.unavailable("resource " + resource + " has no " + key)
        : Fact.of(value, "resource " + resource + ": " + key);
  }

  private static Fact property(String key) {
    String value = System.getProperty(key);
    return value == null
        ? Fact.unavailable("system property " + key + " is not set")
        : Fact.of(value, "system property " + key);
  }
}
