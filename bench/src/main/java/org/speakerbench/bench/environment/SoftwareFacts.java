package org.speakerbench.bench.environment;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;

/** Versions of everything that runs, and its settings. */
public final class SoftwareFacts {
  /** Whether multiply-adds in registers can be measured, in the group {@code jvm}. */
  public static final String FMA_PEAK = "fma_peak";

  private static final String BUILD = "/org/speakerbench/bench/build.properties";
  private static final String JMH = "/jmh.properties";
  private static final String LIBRARIES =
      "/org/speakerbench/bench/environment/libraries.properties";

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
            JvmFlags.withoutPaths(ManagementFactory.getRuntimeMXBean().getInputArguments()),
            "RuntimeMXBean.getInputArguments(), inherited by the forked JVMs; paths left out"));
    facts.put(
        "gc",
        Fact.of(
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList(),
            "GarbageCollectorMXBean.getName()"));
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    facts.put("heap_initial_bytes", bytes(heap.getInit(), "getInit()"));
    facts.put("heap_max_bytes", bytes(heap.getMax(), "getMax()"));
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    facts.put(
        "compiler",
        compiler == null
            ? Fact.unavailable("this JVM only interprets")
            : Fact.of(compiler.getName(), "CompilationMXBean.getName()"));
    facts.put(
        FMA_PEAK,
        VectorApi.noFmaPeak()
            .map(Fact::unavailable)
            .orElseGet(() -> Fact.of(true, "module " + VectorApi.MODULE + ", option UseFMA")));
    return facts;
  }

  private static Fact bytes(long value, String call) {
    String source = "MemoryMXBean.getHeapMemoryUsage()." + call;
    return value < 0 ? Fact.unavailable(source + " is undefined") : Fact.of(value, source);
  }

  static Map<String, Fact> onnxRuntime(SystemFiles files, SessionSettings session) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("version", Fact.of(OnnxRuntime.version(), "OrtEnvironment.getVersion()"));
    facts.put(
        "providers",
        Fact.of(
            OrtEnvironment.getAvailableProviders().stream().map(OrtProvider::getName).toList(),
            "OrtEnvironment.getAvailableProviders()"));
    // Asking for the version has loaded them.
    facts.put("native_library_sha256", NativeLibrary.sha256(files, "libonnxruntime"));
    facts.put("jni_library_sha256", NativeLibrary.sha256(files, "libonnxruntime4j_jni"));
    facts.put("session_options", Fact.of(session.toString(), "SessionSettings"));
    return facts;
  }

  static Map<String, Fact> jmh() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("version", recorded(JMH, "jmh.version"));
    return facts;
  }

  static Map<String, Fact> speakerbench() {
    String version = SoftwareFacts.class.getPackage().getImplementationVersion();
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put(
        "version",
        version == null
            ? Fact.unavailable("run from classes, not from a jar with a manifest")
            : Fact.of(version, "manifest of the jar"));
    return facts;
  }

  /** What the build recorded: {@code commit}, and {@code dirty} if it had changes. */
  public static Map<String, Fact> git() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("commit", recorded(BUILD, "git.commit.id.full"));
    facts.put("dirty", recorded(BUILD, "git.dirty"));
    return facts;
  }

  /** The version of ONNX Runtime that the build packed, without loading it. */
  public static Fact builtWithOnnxRuntime() {
    return recorded(LIBRARIES, "onnxruntime");
  }

  private static Fact recorded(String resource, String key) {
    Properties properties = new Properties();
    try (InputStream in = SoftwareFacts.class.getResourceAsStream(resource)) {
      if (in == null) {
        return Fact.unavailable("there is no resource " + resource);
      }
      properties.load(in);
    } catch (IOException e) {
      return Fact.unavailable("resource " + resource + " cannot be read: " + Reasons.of(e));
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
