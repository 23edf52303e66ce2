package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * Another version of this program, to measure beside this one: what {@code --against} names.
 *
 * <p>Its benchmarks run with its own engine, model assets, golden pack and ONNX Runtime. This
 * program drives them, so both must use the same version of JMH, and the other version must have
 * the benchmarks and profilers that this one asks for.
 *
 * @param file the jar, absolute
 */
public record BaseJar(Path file) {
  /** Group of {@link #facts} in the environment. */
  public static final String GROUP = "base";

  private static final String JAR_IN_CHECKOUT = "bench/target/speakerbench.jar";
  private static final String MAIN_CLASS = "org/speakerbench/bench/Speakerbench.class";
  private static final String BUILD = "org/speakerbench/bench/build.properties";
  private static final String JMH = "jmh.properties";
  private static final String JMH_VERSION = "jmh.version";

  /**
   * Finds the jar and checks that forks can run with it.
   *
   * @param path a jar that holds the whole program, or a checkout in which it was built
   * @throws SpeakerbenchException if it is neither, or of a version that cannot be driven by this
   *     one
   */
  public static BaseJar resolve(Path path) {
    Path file = path;
    if (Files.isDirectory(path)) {
      file = path.resolve(JAR_IN_CHECKOUT);
      if (!Files.isRegularFile(file)) {
        throw new SpeakerbenchException(
            "--against " + path + ": found no " + JAR_IN_CHECKOUT + " in it, expected a built one");
      }
    } else if (!Files.isRegularFile(path)) {
      throw new SpeakerbenchException(
          "--against " + path + ": no such file, expected a speakerbench.jar or a checkout");
    }
    BaseJar jar = new BaseJar(file.toAbsolutePath().normalize());
    try (URLClassLoader classes = jar.classes()) {
      if (classes.getResource(MAIN_CLASS) == null) {
        throw new SpeakerbenchException(
            "--against " + file + ": found no speakerbench in it, expected a speakerbench.jar");
      }
      requireSameJmh(file, classes);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "--against " + file + ": cannot be read: " + Reasons.of(e), e);
    }
    return jar;
  }

  private static void requireSameJmh(Path file, ClassLoader classes) throws IOException {
    String found = property(classes, JMH, JMH_VERSION);
    String expected = property(BaseJar.class.getClassLoader(), JMH, JMH_VERSION);
    if (!found.equals(expected)) {
      throw new SpeakerbenchException(
          "--against " + file + ": found JMH " + found + ", expected " + expected + " as here");
    }
  }

  /**
   * Checks that the other version can time these stages, but for the machine's ceilings.
   *
   * @param own files that it has to take too
   * @param models those that are run
   * @throws SpeakerbenchException naming the first benchmark or profiler that it lacks, or the
   *     first model that it would run by another front end
   */
  public void requireAll(Collection<Stage> stages, OwnFiles own, List<ModelRef> models) {
    List<Class<?>> needed = new ArrayList<>();
    if (!own.equals(OwnFiles.NONE)) {
      needed.add(OwnFiles.class);
    }
    if (models.stream().anyMatch(ModelRef::isTuned)) {
      needed.add(GraphForm.class);
    }
    if (models.stream().anyMatch(model -> model.provider().isPlugin())) {
      needed.add(Provider.class);
    }
    for (Stage stage : stages) {
      if (!stage.perMachine()) {
        needed.add(Benchmarks.of(stage));
        needed.addAll(ForkRunner.profilers(stage));
      }
    }
    try (URLClassLoader classes = classes()) {
      if (!has(classes, ModelSpec.class)) {
        OneFrontEnd.requireEnough("--against " + file, own, models);
      }
      for (Class<?> type : needed) {
        if (!has(classes, type)) {
          throw new SpeakerbenchException(
              "--against "
                  + file
                  + ": found no "
                  + type.getSimpleName()
                  + " in it, expected a version that can measure what this one does");
        }
      }
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "--against " + file + ": cannot be read: " + Reasons.of(e), e);
    }
  }

  private static boolean has(ClassLoader classes, Class<?> type) {
    return classes.getResource(type.getName().replace('.', '/') + ".class") != null;
  }

  /** What is known of the other version, for the environment: never where it is. */
  public Map<String, Fact> facts() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    try (URLClassLoader classes = classes()) {
      facts.put("commit", recorded(classes, "git.commit.id.full"));
      facts.put("dirty", recorded(classes, "git.dirty"));
      facts.put("jar_sha256", Fact.of(Sha256.of(file), "hash of the jar of --against"));
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "--against " + file + ": cannot be read: " + Reasons.of(e), e);
    }
    return facts;
  }

  private static Fact recorded(ClassLoader classes, String key) throws IOException {
    String value = property(classes, BUILD, key);
    return value.isEmpty()
        ? Fact.unavailable(BUILD + " of the jar has no " + key)
        : Fact.of(value, BUILD + " of the jar: " + key);
  }

  /** A JVM with the jar as its class path would find the same, what its manifest names included. */
  private URLClassLoader classes() throws IOException {
    return new URLClassLoader(
        new URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  private static String property(ClassLoader classes, String resource, String key)
      throws IOException {
    Properties properties = new Properties();
    try (InputStream in = classes.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty(key, "").strip();
  }
}
